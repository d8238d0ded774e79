/**
 * What applications and plugins compile against. Needs nothing but the JDK.
 *
 * <p>At run time the types of {@link dev.pluginswap.api} come out of the agent's jar, or out of a
 * copy that the application carries; both work, and may meet in one JVM.
 */
@org.jspecify.annotations.NullMarked
module dev.pluginswap.api {
  requires static org.jspecify;

  exports dev.pluginswap.api;
}
