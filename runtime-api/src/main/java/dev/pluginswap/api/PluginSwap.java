package dev.pluginswap.api;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The agent in this JVM: installs versions of plugins, and gives handles to their services.
 *
 * <p>Operations block until they are done and never throw for what is wrong with a bundle or a
 * plugin: that is in the {@link InstallReport}. They run on a thread of the agent: interrupting the
 * caller does not stop them and leaves the caller's interrupt flag set. A plugin may install, also
 * itself.
 */
public interface PluginSwap {

  /** How long {@link #current()} waits for an agent that is still starting. */
  Duration DEFAULT_WAIT = Duration.ofSeconds(30);

  /**
   * The agent in this JVM; waits up to {@link #DEFAULT_WAIT} if it is still starting.
   *
   * @throws IllegalStateException if there is none, if it could not start, or if it takes longer;
   *     the message says how to start it
   */
  static PluginSwap current() {
    return AgentDoor.open(DEFAULT_WAIT);
  }

  /** The agent in this JVM if it has started; empty otherwise. Does not wait. */
  static Optional<PluginSwap> find() {
    return AgentDoor.find();
  }

  /**
   * Installs what {@code source} leads to, with the agent's own time limits.
   *
   * @throws IllegalArgumentException if the source is blank
   */
  default InstallReport install(String source) {
    return install(InstallRequest.of(source));
  }

  /** Installs a bundle: the whole transaction, up to the durable commit. */
  InstallReport install(InstallRequest request);

  /**
   * A dry run with the agent's own time limits.
   *
   * @throws IllegalArgumentException if the source is blank
   */
  default InstallReport verify(String source) {
    return verify(InstallRequest.of(source));
  }

  /**
   * A dry run: everything of an install up to the snapshot, and nothing behind it. Nothing live is
   * touched.
   *
   * @return {@link Outcome#UNCHANGED} when the bundle could be installed, or is what is live
   *     already; {@link Outcome#REFUSED} otherwise
   */
  InstallReport verify(InstallRequest request);

  /**
   * Cancels the installs and dry runs of a plugin, or from a source, that are under way and have
   * not begun to swap. Does not wait for them: the report of the install says how it ended.
   *
   * @param pluginOrSource a plugin's name, known once its bundle is unpacked; or a source exactly
   *     as it was given to {@link #install}
   */
  CancelOutcome cancel(String pluginOrSource);

  /**
   * Teaches the agent another kind of source: everything that begins with {@code scheme:} is the
   * resolver's from now on.
   *
   * @param scheme two letters or more, lower case, such as {@code vault}
   * @return ends it
   * @throws IllegalArgumentException if it is no scheme, or the agent knows it already
   */
  Subscription addSource(String scheme, SourceResolver resolver);

  /**
   * Loads the live version again, as a new generation.
   *
   * @throws IllegalArgumentException if no plugin of that name is known
   */
  InstallReport reload(String name);

  /**
   * Brings back the version that was live before this one, by the same transaction as an install.
   *
   * @throws IllegalArgumentException if no plugin of that name is known
   */
  InstallReport rollback(String name);

  /**
   * Takes the plugin out of service, drains and stops it. Its last version stays on disk for {@link
   * #rollback} until it is collected; its data directory stays.
   *
   * @throws IllegalArgumentException if no plugin of that name is known
   */
  InstallReport remove(String name);

  /**
   * Compares every file of every version of a plugin on disk with what was installed. Nothing is
   * touched.
   *
   * @return {@link Outcome#UNCHANGED} when the live version is whole; {@link Outcome#REFUSED} when
   *     it is not, or could not be looked at; the problems name the files
   * @throws IllegalArgumentException if no plugin of that name is known
   */
  InstallReport verifyInstalled(String name);

  /** All plugins that are known, by name. */
  List<PluginStatus> plugins();

  /** One plugin; empty when it is not known. */
  Optional<PluginStatus> plugin(String name);

  /**
   * Calls the listener for everything that happens from now on, in order, on a thread of the agent.
   * What the listener throws is logged. A slow listener delays other listeners, never a
   * transaction.
   */
  Subscription onEvent(Consumer<PluginEvent> listener);

  /**
   * The stable handle to a service, whichever plugin provides it: the first by plugin name that
   * does when the call is made. May be asked for before any plugin provides it, and kept for ever.
   *
   * <p>The handle implements {@code type}; {@code equals} is identity, and {@code toString} says
   * where it leads. What the provider throws comes through as it is.
   *
   * @param type a public interface, of the JDK or of the application
   * @throws IllegalArgumentException if {@code type} is not such an interface
   */
  <S> S service(Class<S> type);

  /**
   * The stable handle to a service of one plugin. May be asked for before the plugin is installed.
   *
   * @throws IllegalArgumentException if {@code type} is not a public interface
   */
  <S> S service(Class<S> type, String plugin);

  /**
   * A live view of all providers of a service: one handle each, by plugin name and then in the
   * order of the plugin's {@code META-INF/services}. An iteration sees the providers as they were
   * when it began.
   *
   * @return an unmodifiable collection
   * @throws IllegalArgumentException if {@code type} is not a public interface
   */
  <S> Collection<S> services(Class<S> type);
}
