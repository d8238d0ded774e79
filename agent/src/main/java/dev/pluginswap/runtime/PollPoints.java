package dev.pluginswap.runtime;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends threads of old generations that nothing else ends: in the code of plugins, each jump back
 * gets a <i>poll point</i>, which does nothing until the generation is out of service, and then
 * throws an error on those threads alone that are named.
 *
 * <p>Only classes that a generation's own loader defines have poll points: not those of loaders
 * that a plugin makes, not hidden classes, and none from before Java 7.
 */
public final class PollPoints {

  private static final Logger log = LoggerFactory.getLogger(PollPoints.class);

  private PollPoints() {}

  /**
   * Puts poll points into what is loaded from now on, for the rest of this JVM's life; of
   * generations whose runtime has them {@linkplain RuntimeSettings#pollPoints on}.
   */
  public static void install(Instrumentation instrumentation) {
    // Not one that retransforms: what other agents retransform keeps its poll points by that.
    instrumentation.addTransformer(new Transformer(), false);
  }

  /**
   * Has threads get an error at each poll point of a generation that they pass, and all others
   * none. Those that wait are not woken.
   *
   * @param threads held weakly; none for as before
   * @return those of them that were not named before; none if the generation has no poll points
   */
  public static List<Thread> stop(ClassLoader loader, Collection<Thread> threads) {
    PollSite polls = loader instanceof PluginClassLoader plugin ? plugin.polls() : null;
    return polls == null ? List.of() : polls.stop(loader.getName(), threads);
  }

  private static final class Transformer implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] original) {
      if (!(loader instanceof PluginClassLoader plugin) || plugin.polls() == null) {
        return null;
      }
      try {
        return PollCode.insertInto(original);
      } catch (
          Throwable e) { // whatever it is, the plugin must load; the JVM would drop it silently
        log.warn(
            "{}: no poll points in {}, whose threads may not be stopped",
            loader.getName(),
            name,
            e);
        return null;
      }
    }
  }
}
