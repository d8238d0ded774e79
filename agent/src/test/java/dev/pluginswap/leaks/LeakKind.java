package dev.pluginswap.leaks;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a plugin of one class keeps its loader from being collected; or a control, which
 * does much and leaves nothing behind.
 *
 * @param id in kebab-case; the plugin is called {@code leak-<id>}
 * @param category what it is counted under
 * @param members members of the plugin's class, at least {@code void leak()}, which {@code start}
 *     calls; {@code generation} is the number of the generation, {@code boolean intact()} says
 *     whether what it has registered is still there, and everything public of the package {@code
 *     host} is at hand
 * @param from the first release of the JDK on which this leaks
 * @param until the last one
 * @param control whether it is one: collected even if nothing is repaired
 * @param kept whether it is the application, or another plugin, that keeps what is the plugin's: no
 *     leak that anybody but they could mend
 * @param holder what the agent must say of who holds it, where it is held; null for anybody
 * @param again whether the next generation does the same, which must then be left alone
 * @param jvm kinds of the same name share a JVM: what can be set once per JVM has its own
 */
record LeakKind(
    String id,
    String category,
    String members,
    int from,
    int until,
    boolean control,
    boolean kept,
    @Nullable Pattern holder,
    boolean again,
    String jvm) {

  /** The JVM that most kinds share. */
  static final String SHARED = "shared";

  /** What becomes of a generation that leaks. */
  enum Fate {
    /** Its loader is collected. */
    FIXED,
    /** Its loader stays, and the status names who holds it. */
    HELD
  }

  LeakKind {
    if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("the id of a kind is in kebab-case, not " + id);
    }
  }

  /** A leak on every JDK, whose next generation does the same. */
  static LeakKind of(String category, String id, String members) {
    return new LeakKind(id, category, members, 17, 99, false, false, null, true, SHARED);
  }

  /** One that leaves nothing behind. */
  static LeakKind control(String id, String members) {
    return new LeakKind(id, "control", members, 17, 99, true, false, null, true, SHARED);
  }

  /** Leaks on that release of the JDK and later ones only. */
  LeakKind from(int release) {
    return new LeakKind(id, category, members, release, until, control, kept, holder, again, jvm);
  }

  /** Leaks up to that release of the JDK only. */
  LeakKind until(int release) {
    return new LeakKind(id, category, members, from, release, control, kept, holder, again, jvm);
  }

  /** Where it is held, the status names this holder. */
  LeakKind held(String byWhom) {
    return new LeakKind(
        id, category, members, from, until, control, kept, Pattern.compile(byWhom), again, jvm);
  }

  /** Others keep it on purpose. */
  LeakKind keptByOthers() {
    return new LeakKind(id, category, members, from, until, control, true, holder, again, jvm);
  }

  /** Only the first generation does it: where two cannot, or where the next one would undo it. */
  LeakKind once() {
    return new LeakKind(id, category, members, from, until, control, kept, holder, false, jvm);
  }

  /** Runs in the JVM of that name. */
  LeakKind in(String name) {
    return new LeakKind(id, category, members, from, until, control, kept, holder, again, name);
  }

  boolean isOf(int release) {
    return from <= release && release <= until;
  }
}
