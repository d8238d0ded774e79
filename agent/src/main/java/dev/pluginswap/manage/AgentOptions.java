package dev.pluginswap.manage;

import dev.pluginswap.bundle.BundleLimits;
import dev.pluginswap.bundle.Durations;
import dev.pluginswap.install.InstallSettings;
import dev.pluginswap.install.Linkage;
import dev.pluginswap.install.WorkspaceApi;
import dev.pluginswap.trust.TrustSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The agent's options.
 *
 * @param plugins the plugins directory
 * @param api what the workspace exports to plugins
 * @param settings time limits and sizes
 * @param trust who may bring what in
 * @param audit whether what is done is written down
 * @param mavenSettings the {@code settings.xml} for {@code mvn:} sources; empty for the user's own
 * @param inlineHandles whether the methods of handles may be compiled into their callers
 * @param remoteManagement whether authenticated JMX callers on other machines may install
 * @param fetching where bundles may come from, and how
 * @param unloading how old generations are let go of
 */
record AgentOptions(
    Path plugins,
    WorkspaceApi api,
    InstallSettings settings,
    TrustSettings trust,
    boolean audit,
    Optional<Path> mavenSettings,
    boolean inlineHandles,
    boolean remoteManagement,
    FetchOptions fetching,
    UnloadOptions unloading) {

  /** One option: its name, its default as written, and what it means. */
  private record Option(String name, String otherwise, String meaning) {}

  private static final List<Option> OPTIONS =
      List.of(
          new Option("plugins", "./plugins", "the plugins directory"),
          new Option("exports", "", "packages offered to plugins: com.acme.api.*;version=2.1:…"),
          new Option("retain", "7d", "how long a retired version is kept"),
          new Option("retainCount", "10", "most retired versions of a plugin that are kept"),
          new Option("follow", "false", "whether to load what another JVM installs"),
          new Option("drainTimeout", "30s", "how long a retired version may keep calls"),
          new Option("startTimeout", "30s", "how long each hook of a plugin may take"),
          new Option("probation", "0s", "how long the version before stays started after a swap"),
          new Option("probationFailures", "10", "most exceptions of a version on probation"),
          new Option("fetchTimeout", "5m", "how long fetching a bundle may take"),
          new Option("connectTimeout", "10s", "how long a connection to a server may take"),
          new Option("idleTimeout", "30s", "how long nothing may come from a server"),
          new Option("fetchAttempts", "5", "most failures of a fetch in a row"),
          new Option("catalogue", "", "the directory behind local:name"),
          new Option("allowHttp", "false", "whether http: may be fetched from"),
          new Option("allowUnpinned", "false", "whether github: may name a branch"),
          new Option("githubUrl", "https://api.github.com", "the API behind github:"),
          new Option("githubTokenFile", "", "a file with the token for it"),
          new Option("maxBundleBytes", "100MiB", "largest bundle, unpacked"),
          new Option("maxBundleFiles", "10000", "most files of a bundle"),
          new Option("mavenSettings", "", "settings.xml for mvn: sources, else ~/.m2/settings.xml"),
          new Option("linkage", "default", "whether classes must link: strict, default or off"),
          new Option("requirePin", "false", "whether each install must name a SHA-256"),
          new Option("requireSignature", "false", "whether each bundle must be signed"),
          new Option("trustStore", "", "certificates of who may sign: PEM, PKCS #12 or JKS"),
          new Option("trustStorePassword", "", "a file that holds the trust store's password"),
          new Option("policy", "", "a file that says what may come from where, signed by whom"),
          new Option("audit", "true", "whether what is done is written to .audit"),
          new Option("maxHeld", "0", "held generations from which on no swap is begun, 0 for any"),
          new Option(
              "repairsOff", "", "repairs that do not let go of old generations: a:b, or all"),
          new Option("repairsOn", "", "repairs that an application may notice: a:b, or all"),
          new Option("unloadGc", "false", "whether collections are forced after a swap"),
          new Option("walkTimeout", "5s", "how long the search for holders may take"),
          new Option("heapDumpLimit", "128MiB", "largest heap that is dumped to find holders"),
          new Option("dispatch", "outline", "how handles are compiled: outline or inline"),
          new Option("remoteManagement", "false", "whether authenticated remote JMX may install"));

  private static Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    OPTIONS.forEach(option -> defaults.put(option.name(), option.otherwise()));
    return defaults;
  }

  /**
   * Reads values; what is not given has its default.
   *
   * @throws IllegalArgumentException if a name is unknown or a value malformed: the message says
   *     all that is wrong, and the valid options
   */
  static AgentOptions of(Map<String, String> given) {
    OptionReader values = new OptionReader(given, defaults());
    Path plugins = values.read("plugins", OptionReader::path);
    WorkspaceApi api = values.read("exports", OptionReader::exports);
    Duration retain = values.read("retain", OptionReader::duration);
    int retainCount = values.read("retainCount", OptionReader::count);
    boolean follow = values.read("follow", OptionReader::flag);
    Duration drain = values.read("drainTimeout", OptionReader::duration);
    Duration start = values.read("startTimeout", OptionReader::duration);
    Duration probation = values.read("probation", Durations::parse);
    int failures = values.read("probationFailures", OptionReader::count);
    Duration fetch = values.read("fetchTimeout", OptionReader::duration);
    long bytes = values.read("maxBundleBytes", OptionReader::size);
    int files = values.read("maxBundleFiles", OptionReader::count);
    Optional<Path> mavenSettings = values.read("mavenSettings", OptionReader::file);
    Linkage linkage = values.read("linkage", Linkage::parse);
    boolean inline = values.read("dispatch", OptionReader::inline);
    boolean remote = values.read("remoteManagement", OptionReader::flag);
    boolean pins = values.read("requirePin", OptionReader::flag);
    boolean signatures = values.read("requireSignature", OptionReader::flag);
    Optional<Path> store = values.read("trustStore", OptionReader::file);
    Optional<Path> password = values.read("trustStorePassword", OptionReader::file);
    Optional<Path> policy = values.read("policy", OptionReader::file);
    boolean audit = values.read("audit", OptionReader::flag);
    FetchOptions fetching = FetchOptions.of(values);
    int mostHeld = values.read("maxHeld", UnloadOptions::limit);
    UnloadOptions unloading = UnloadOptions.of(values);
    values.complain(AgentOptions::usage);
    return new AgentOptions(
        plugins,
        api,
        new InstallSettings(
            fetch,
            start,
            drain,
            InstallSettings.DEFAULTS.lockTimeout(),
            retain,
            retainCount,
            follow,
            new BundleLimits(bytes, files),
            linkage,
            probation,
            failures,
            mostHeld),
        new TrustSettings(
            pins, signatures, store.orElse(null), password.orElse(null), policy.orElse(null)),
        audit,
        mavenSettings,
        inline,
        remote,
        fetching,
        unloading);
  }

  /** All options with their defaults, a line each. */
  static String usage() {
    StringBuilder text = new StringBuilder("valid options, as key=value,… or @file.properties:");
    for (Option option : OPTIONS) {
      text.append(
          "%n  %-17s %s%s"
              .formatted(
                  option.name(),
                  option.meaning(),
                  option.otherwise().isEmpty() ? "" : " (default " + option.otherwise() + ")"));
    }
    return text.toString();
  }
}
