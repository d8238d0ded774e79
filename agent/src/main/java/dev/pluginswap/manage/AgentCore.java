package dev.pluginswap.manage;

import dev.pluginswap.bundle.Delegation;
import dev.pluginswap.install.DaemonThreads;
import dev.pluginswap.install.Guards;
import dev.pluginswap.install.Installer;
import dev.pluginswap.manage.log.AgentLog;
import dev.pluginswap.runtime.Dispatch;
import dev.pluginswap.runtime.ExitGuard;
import dev.pluginswap.runtime.PluginRuntime;
import dev.pluginswap.runtime.PollPoints;
import dev.pluginswap.runtime.RuntimeSettings;
import dev.pluginswap.source.MavenSettings;
import dev.pluginswap.source.SourceSettings;
import dev.pluginswap.source.Sources;
import dev.pluginswap.store.Disk;
import dev.pluginswap.store.PluginStore;
import dev.pluginswap.trust.AuditLog;
import dev.pluginswap.unload.Unloader;
import dev.pluginswap.unload.Unloading;
import dev.pluginswap.unload.repair.ThreadStopper;
import dev.pluginswap.unload.walk.JdkAccess;
import dev.pluginswap.verify.CompilerDirective;
import dev.pluginswap.verify.WorkspaceView;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the agent behind the launcher: reads the options, wires the packages, opens the doors. */
public final class AgentCore {

  /** Set to the agent's version once it runs: how the command line finds it. */
  static final String VERSION_PROPERTY = "dev.pluginswap.agent";

  /** Set to the plugins directory. */
  static final String PLUGINS_PROPERTY = "dev.pluginswap.plugins";

  /** Size from which on a file of the audit log is put aside; about 20,000 installs. */
  private static final long AUDIT_BYTES = 10L << 20;

  /** Files of the audit log that are kept beside the current one. */
  private static final int AUDIT_FILES = 10;

  private AgentCore() {}

  /**
   * Starts the agent, once per JVM. Blocks until all live plugins are loaded; called on a thread of
   * the launcher's.
   *
   * @param argument what stands behind {@code -javaagent:plugin-swap.jar=}; null for nothing
   * @param jar the agent's jar
   * @return the API's door
   * @throws IllegalArgumentException if an option is wrong; the message names it and the valid ones
   * @throws IllegalStateException if the plugins directory cannot be used
   */
  public static BiFunction<String, Map<String, Object>, @Nullable Object> start(
      @Nullable String argument, Instrumentation instrumentation, Path jar) {
    AgentOptions options = AgentOptions.of(OptionReader.split(argument));
    AgentLog.followHost(instrumentation);
    Logger log = LoggerFactory.getLogger(AgentCore.class);
    ExitGuard.install(instrumentation); // before the first plugin starts

    Path plugins = options.plugins().toAbsolutePath().normalize();
    String version;
    Installer installer;
    Path root;
    try {
      version = version(jar);
      PluginStore store =
          PluginStore.open(plugins, Disk.of(plugins), Clock.systemUTC(), new SecureRandom());
      root = store.root();
      installer = installer(options, store, instrumentation, jar);
      installer.start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "the plugins directory %s cannot be used: %s".formatted(plugins, e), e);
    }
    System.setProperty(PLUGINS_PROPERTY, root.toString());
    System.setProperty(VERSION_PROPERTY, version);
    ApplicationStart.then(
        () -> {
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          log.debug("verification: {}", CompilerDirective.forVerification().give(server));
          CallerPolicy policy = CallerPolicy.standard(options.remoteManagement());
          Management.register(server, installer, version, root, policy);
        });
    log.info("plugin-swap {} serves {}", version, root);
    return new Door(installer);
  }

  private static Installer installer(
      AgentOptions options, PluginStore store, Instrumentation instrumentation, Path jar) {
    // The application's own class path: what a plugin falls back to.
    ClassLoader workspace = ClassLoader.getSystemClassLoader();
    boolean polls = options.unloading().settings().asksFor(ThreadStopper.REPAIR);
    if (polls) {
      PollPoints.install(instrumentation); // before the first plugin is loaded
    }
    return Installer.over(
        store,
        new PluginRuntime(
            new RuntimeSettings(
                workspace,
                options.api().patterns(),
                Delegation.Order.PLUGIN_FIRST,
                options.inlineHandles() ? Dispatch.INLINE : Dispatch.OUTLINE,
                polls)),
        Sources.standard(
            sources(options.fetching()),
            new MavenSettings(options.mavenSettings().orElse(null), options.api()::covers)),
        new WorkspaceView(
            workspace,
            Runtime.version(),
            options.api().exports(),
            instrumentation::getInitiatedClasses),
        options.settings(),
        new Guards(
            options.trust(),
            options.audit()
                ? new AuditLog(store.root().resolve(".audit"), AUDIT_BYTES, AUDIT_FILES)
                : null),
        unloading(options.unloading(), instrumentation, jar));
  }

  private static Unloading unloading(
      UnloadOptions options, Instrumentation instrumentation, Path jar) {
    try {
      JdkAccess.open(instrumentation);
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(AgentCore.class)
          .warn("who holds old generations will not be known: the JDK cannot be opened", e);
    }
    return new Unloader(
        options.settings(),
        instrumentation::getAllLoadedClasses,
        new DumpedHeap(options.heapDumpLimit(), jar),
        PollPoints::stop,
        DaemonThreads.unloading());
  }

  private static SourceSettings sources(FetchOptions options) {
    return new SourceSettings(
        options.catalogue().map(Path::toAbsolutePath).orElse(null),
        options.allowHttp(),
        options.allowUnpinned(),
        options.githubUrl(),
        Tokens.github(options.githubTokenFile(), System.getenv()),
        Tokens.dockerConfig(System.getenv()),
        options.connectTimeout(),
        options.idleTimeout(),
        options.attempts());
  }

  private static String version(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      String version =
          file.getManifest() == null
              ? null
              : file.getManifest()
                  .getMainAttributes()
                  .getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return version == null ? "unknown" : version;
    }
  }
}
