package dev.pluginswap.verify.link;

import org.jspecify.annotations.Nullable;

/**
 * Something that does not link, in one place.
 *
 * @param error what the JVM would throw
 * @param target what is missing or wrong, as a person writes it
 * @param targetClass internal name of the class it is, or belongs to
 * @param predicate what the plugin does, for the sentence that begins with its name: {@code calls
 *     com.acme.api.Clock.now(), which …}
 * @param cure what to do about it
 * @param moment when the JVM would throw it
 * @param user the class that needs it
 * @param code the method that needs it; null when the class as a whole does
 * @param spot where in the method; null when the class as a whole needs it
 */
record Issue(
    LinkError error,
    String target,
    String targetClass,
    String predicate,
    String cure,
    Moment moment,
    PluginClass user,
    @Nullable MethodCode code,
    @Nullable Spot spot) {

  /** When the JVM would throw. */
  sealed interface Moment {

    /** When the instruction is executed. */
    record Run() implements Moment {}

    /** When the class is loaded. */
    record Load() implements Moment {}

    /** When the class is initialised: it is verified then. */
    record Link() implements Moment {}

    /**
     * When the method is called on an object of the class.
     *
     * @param holder what declares the method
     * @param key the method, see {@link Member#key}
     */
    record Call(ClassModel holder, String key) implements Moment {}

    /** Never by itself: it is only asked for. */
    record Advice() implements Moment {}
  }

  Site site() {
    return code == null || spot == null ? user.site() : user.site(code, spot);
  }
}
