package dev.pluginswap.install;

import dev.pluginswap.api.CancelOutcome;
import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.api.PluginEvent;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.Subscription;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be asked of the agent, with the semantics of {@link
 * dev.pluginswap.api.PluginSwap}. JMX, the API's door and the command line are thin skins over it.
 * Safe for use by any thread.
 */
public interface PluginOperations {

  /**
   * The same operations, done on behalf of somebody, which is what the audit log says.
   *
   * @param who the way in, and who has come by it, as far as is known
   */
  PluginOperations onBehalfOf(String who);

  /** See {@link dev.pluginswap.api.PluginSwap#install(InstallRequest)}. */
  InstallReport install(InstallRequest request);

  /** See {@link dev.pluginswap.api.PluginSwap#verify(InstallRequest)}. */
  InstallReport verify(InstallRequest request);

  /** See {@link dev.pluginswap.api.PluginSwap#cancel}. */
  CancelOutcome cancel(String pluginOrSource);

  /** What installs and dry runs are doing at the moment, a line each, for a person. */
  List<String> underway();

  /**
   * See {@link dev.pluginswap.api.PluginSwap#addSource}.
   *
   * @param resolver from {@code source}, {@code directory}, {@code progress} (a {@code
   *     BiConsumer<Long, Long>}) and {@code cancelled} (a {@code BooleanSupplier}) to a path;
   *     throws {@link java.util.concurrent.CompletionException}
   */
  Subscription addSource(String scheme, Function<Map<String, Object>, Path> resolver);

  /** See {@link dev.pluginswap.api.PluginSwap#reload}. */
  InstallReport reload(String name);

  /** See {@link dev.pluginswap.api.PluginSwap#rollback}. */
  InstallReport rollback(String name);

  /** See {@link dev.pluginswap.api.PluginSwap#remove}. */
  InstallReport remove(String name);

  /**
   * Deletes retired versions that are kept no longer; never the live one, the previous one of a
   * live plugin, or one that still runs in any JVM.
   *
   * @param dryRun only say what would be deleted
   */
  GcReport gc(boolean dryRun);

  /** See {@link dev.pluginswap.api.PluginSwap#verifyInstalled}. */
  InstallReport verifyInstalled(String name);

  /** See {@link dev.pluginswap.api.PluginSwap#plugins}. */
  List<PluginStatus> plugins();

  /** See {@link dev.pluginswap.api.PluginSwap#plugin}. */
  Optional<PluginStatus> plugin(String name);

  /** See {@link dev.pluginswap.api.PluginSwap#onEvent}. */
  Subscription onEvent(Consumer<PluginEvent> listener);

  /**
   * See {@link dev.pluginswap.api.PluginSwap#service(Class, String)}.
   *
   * @param plugin the plugin that must provide it; null for whichever does
   */
  <S> S service(Class<S> type, @Nullable String plugin);

  /** See {@link dev.pluginswap.api.PluginSwap#services}. */
  <S> Collection<S> services(Class<S> type);
}
