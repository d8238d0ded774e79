package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Coordinates;
import dev.pluginswap.bundle.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code local://name[@version]}: bundles in one directory of this machine, by name. They are read
 * in place. Without a version it is the highest that is there, whatever is newest by the clock.
 */
final class CatalogueSource implements Source {

  private static final Pattern FORM =
      Pattern.compile(
          "local:(?://)?([A-Za-z0-9][A-Za-z0-9._-]*)(?:@([0-9A-Za-z][0-9A-Za-z.+_-]{0,63}))?/?",
          Pattern.CASE_INSENSITIVE);

  private static final int MOST_NAMED = 10;

  /** The catalogue; null for none. */
  private final @Nullable Path directory;

  CatalogueSource(@Nullable Path directory) {
    this.directory = directory;
  }

  @Override
  public boolean handles(String source) {
    return source.regionMatches(true, 0, "local:", 0, 6);
  }

  @Override
  public Fetched fetch(FetchRequest request) throws IOException, BundleRefusedException {
    String source = request.source();
    Matcher asked = FORM.matcher(source);
    if (!asked.matches()) {
      throw refused(
          "source-bad-url",
          source,
          "this is not a name in the catalogue",
          "write local://<name>, or local://<name>@<version>");
    }
    if (directory == null) {
      throw refused(
          "catalogue-missing",
          source,
          "the agent has no catalogue",
          "start it with catalogue=<directory>");
    }
    Catalogue catalogue = Catalogue.of(directory, request.limits().maxFiles(), request.deadline());
    String name = asked.group(1);
    List<Catalogue.Item> items = catalogue.named(name);
    if (items.isEmpty()) {
      throw refused(
          "catalogue-unknown-name",
          source,
          "%s has nothing called '%s'".formatted(directory, name),
          "it has: " + list(near(name, catalogue.names())));
    }
    String version = asked.group(2);
    Optional<Catalogue.Item> found =
        version == null
            ? items.stream().max(Comparator.comparing(Catalogue.Item::version))
            : exact(items, version);
    Catalogue.Item item =
        found.orElseThrow(
            () ->
                refused(
                    "catalogue-unknown-version",
                    source,
                    "%s has no version %s of %s".formatted(directory, version, name),
                    "it has: "
                        + list(
                            items.stream()
                                .sorted(Comparator.comparing(Catalogue.Item::version).reversed())
                                .map(there -> there.version().toString())
                                .toList())));
    return fetched(item);
  }

  private static Optional<Catalogue.Item> exact(List<Catalogue.Item> items, String version) {
    Optional<Catalogue.Item> spelt =
        items.stream().filter(item -> item.version().toString().equals(version)).findFirst();
    Version wanted = Version.parse(version);
    return spelt.isPresent()
        ? spelt
        : items.stream().filter(item -> item.version().equals(wanted)).findFirst();
  }

  private static Fetched fetched(Catalogue.Item item) {
    return new Fetched(
        item.artifact(),
        item.artifact().getFileName().toString(),
        new Coordinates(item.name(), item.version().toString()));
  }

  private static List<String> near(String name, List<String> names) {
    String lower = name.toLowerCase(Locale.ROOT);
    return names.stream()
        .sorted(
            Comparator.<String>comparingInt(known -> -common(lower, known.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** How many characters two names begin with alike. */
  private static int common(String a, String b) {
    int n = 0;
    while (n < a.length() && n < b.length() && a.charAt(n) == b.charAt(n)) {
      n++;
    }
    return n;
  }

  private static String list(List<String> words) {
    if (words.isEmpty()) {
      return "nothing";
    }
    String shown = words.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = words.size() - MOST_NAMED;
    return more > 0 ? shown + " and %d more".formatted(more) : shown;
  }

  private static BundleRefusedException refused(
      String code, String where, String what, String cure) {
    return new BundleRefusedException(List.of(Problem.error(code, Redacted.of(where), what, cure)));
  }
}
