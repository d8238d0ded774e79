package dev.pluginswap.manage;

import dev.pluginswap.api.InstallRequest;
import dev.pluginswap.bundle.Durations;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an operator may say of one install. */
final class RequestOptions {

  private static final Map<String, String> DEFAULTS =
      Map.of("force", "false", "probation", "", "allowDowngrade", "false", "sha256", "");

  private RequestOptions() {}

  /**
   * Reads options.
   *
   * @param text {@code key=value,…}; null or empty for none
   * @throws IllegalArgumentException if a name is unknown or a value malformed: the message says
   *     all that is wrong
   */
  static InstallRequest request(String source, @Nullable String text) {
    Map<String, String> given =
        text == null || text.isBlank() ? Map.of() : OptionReader.pairs(text, RequestOptions::usage);
    OptionReader options = new OptionReader(given, DEFAULTS);
    boolean force = options.read("force", OptionReader::flag);
    boolean downgrade = options.read("allowDowngrade", OptionReader::flag);
    Duration probation =
        options.read(
            "probation", value -> value.isEmpty() ? Duration.ZERO : Durations.parse(value));
    InstallRequest plain = InstallRequest.of(source);
    InstallRequest pinned =
        options.read("sha256", value -> value.isEmpty() ? plain : plain.withSha256(value));
    options.complain(RequestOptions::usage);
    InstallRequest request = pinned.withForce(force).withAllowDowngrade(downgrade);
    return options.isGiven("probation") ? request.withProbation(probation) : request;
  }

  private static String usage() {
    return "valid options, as key=value,…: force=true, probation=<time such as 30s or 5m>,"
        + " allowDowngrade=true, sha256=<64 hex digits>";
  }
}
