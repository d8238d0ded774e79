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
 * @param byDefault what becomes of it when the agent runs with its defaults
 * @param withAllRepairs what becomes of it when every repair is on
 * @param holder what the agent must say of who holds it, where it is held; null when it never is
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
    Fate byDefault,
    Fate withAllRepairs,
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

  /** A leak that is repaired by default, on every JDK, whose next generation does the same. */
  static LeakKind of(String category, String id, String members) {
    return new LeakKind(
        id, category, members, 17, 99, false, Fate.FIXED, Fate.FIXED, null, true, SHARED);
  }

  /** One that leaves nothing behind. */
  static LeakKind control(String id, String members) {
    return new LeakKind(
        id, "control", members, 17, 99, true, Fate.FIXED, Fate.FIXED, null, true, SHARED);
  }

  /** Leaks on that release of the JDK and later ones only. */
  LeakKind from(int release) {
    return with(release, until, byDefault, withAllRepairs, holder, again, jvm);
  }

  /** Leaks up to that release of the JDK only. */
  LeakKind until(int release) {
    return with(from, release, byDefault, withAllRepairs, holder, again, jvm);
  }

  /** A repair helps by default, where one like it is held. */
  LeakKind fixed() {
    return with(from, until, Fate.FIXED, Fate.FIXED, null, again, jvm);
  }

  /** No repair there is may help; the status names this holder. */
  LeakKind held(String byWhom) {
    return with(from, until, Fate.HELD, Fate.HELD, Pattern.compile(byWhom), again, jvm);
  }

  /** A repair helps that has to be asked for; without it the status names this holder. */
  LeakKind heldUntilAskedFor(String byWhom) {
    return with(from, until, Fate.HELD, Fate.FIXED, Pattern.compile(byWhom), again, jvm);
  }

  /** Only the first generation does it: where two cannot, or where the next one would undo it. */
  LeakKind once() {
    return with(from, until, byDefault, withAllRepairs, holder, false, jvm);
  }

  /** Runs in the JVM of that name. */
  LeakKind in(String name) {
    return with(from, until, byDefault, withAllRepairs, holder, again, name);
  }

  boolean isOf(int release) {
    return from <= release && release <= until;
  }

  private LeakKind with(
      int fromRelease,
      int untilRelease,
      Fate fate,
      Fate fateWithAllRepairs,
      @Nullable Pattern byWhom,
      boolean nextToo,
      String inJvm) {
    return new LeakKind(
        id,
        category,
        members,
        fromRelease,
        untilRelease,
        control,
        fate,
        fateWithAllRepairs,
        byWhom,
        nextToo,
        inJvm);
  }
}
