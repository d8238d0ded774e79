package dev.pluginswap.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a plugin.
 *
 * @param kind what happened
 * @param at when
 * @param plugin the plugin's name; null while a transaction does not know it yet
 * @param version the version it happened to; null when it is not known
 * @param generation the generation it happened to; 0 when none
 * @param message one line for a person
 */
public record PluginEvent(
    Kind kind,
    Instant at,
    @Nullable String plugin,
    @Nullable String version,
    long generation,
    String message) {

  /** What can happen. New kinds may be added: handle the ones you do not know as news. */
  public enum Kind {
    /** A transaction began its next step; the message names it. */
    PROGRESS,
    /** A new generation is live and the commit is durable. */
    SWAPPED,
    /** A bundle was refused; nothing was touched. */
    REFUSED,
    /** A swap was taken back; the old generation is live. */
    ROLLED_BACK,
    /** A swap could be neither finished nor taken back, or a record on disk is damaged. */
    BROKEN,
    /**
     * A generation that has just gone live is on probation: for how long, and what comes back if
     * its calls fail, is in the message.
     */
    PROBATION_BEGUN,
    /** The time is over, and the generation before it retires. */
    PROBATION_PASSED,
    /**
     * Calls of a generation on probation have failed, as the message says. {@link #ROLLED_BACK}
     * follows when what was before is live again; where that cannot be had, this event once more.
     */
    PROBATION_FAILED,
    /** A plugin was removed. */
    REMOVED,
    /**
     * The last call inside a retired generation has returned, or its drain timed out: see the
     * message.
     */
    DRAINED,
    /** A retired generation was stopped and its class loader closed. */
    STOPPED,
    /** The class loader of a retired generation is garbage and gone. */
    GENERATION_COLLECTED,
    /**
     * The class loader of a retired generation has outlived a collection: who holds it is in the
     * message. Comes again when that changes.
     */
    GENERATION_HELD,
    /** Versions that are no longer needed were deleted from disk. */
    COLLECTED,
    /**
     * Another JVM has changed which version is live in the same plugins directory; the generation
     * is that of the record, 0 when that is gone.
     */
    CHANGED
  }

  /** Rejects nulls where the parameter does not allow them. */
  public PluginEvent {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(message, "message");
  }

  /** This event in JDK types, names as in the record, {@code at} as ISO-8601. */
  public Map<String, Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", kind.name());
    map.put("at", at.toString());
    map.put("plugin", plugin);
    map.put("version", version);
    map.put("generation", generation);
    map.put("message", message);
    return Maps.withNulls(map);
  }

  /** The opposite of {@link #toMap()}. */
  public static PluginEvent ofMap(Map<?, ?> map) {
    return new PluginEvent(
        Kind.valueOf(Maps.string(map, "kind")),
        Instant.parse(Maps.string(map, "at")),
        Maps.stringOrNull(map, "plugin"),
        Maps.stringOrNull(map, "version"),
        Maps.number(map, "generation"),
        Maps.string(map, "message"));
  }
}
