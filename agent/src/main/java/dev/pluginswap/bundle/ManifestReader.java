package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.JsonValue.ArrayValue;
import dev.pluginswap.bundle.JsonValue.Member;
import dev.pluginswap.bundle.JsonValue.Place;
import dev.pluginswap.bundle.JsonValue.StringValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code plugin.json} and notes all that is wrong with it. What it accepts is what {@code
 * docs/plugin.schema.json} accepts, and a test holds them together; only this finds duplicate
 * fields, which a schema cannot see.
 */
final class ManifestReader {

  static final String HASH_PREFIX = "sha256:";

  private static final String IDENTIFIER =
      "(?:[A-Za-z_$]|[^\\x00-\\x7F])(?:[\\w$]|[^\\x00-\\x7F])*";

  /** Characters of a name. Matching costs stack by length, and anyone may have written the text. */
  private static final int MAX_NAME = 512;

  /** A class or package by its full name. */
  private static final Pattern QUALIFIED =
      Pattern.compile(IDENTIFIER + "(?:\\." + IDENTIFIER + ")*");

  /** Packages as {@link PackagePattern} has them. */
  private static final Pattern PACKAGES =
      Pattern.compile(IDENTIFIER + "(?:\\." + IDENTIFIER + ")*(?:\\.\\*)?");

  /** {@code pkg.Class.method}: at least a class and a method. */
  private static final Pattern METHOD = Pattern.compile(IDENTIFIER + "(?:\\." + IDENTIFIER + ")+");

  private static final Pattern HASH = Pattern.compile(HASH_PREFIX + "[0-9a-f]{64}");

  private static final List<String> FIELDS =
      List.of(
          "name",
          "version",
          "entry",
          "requires",
          "services",
          "handover",
          "probation",
          "unload",
          "waivers",
          "files");
  private static final List<String> WAIVER_FIELDS = List.of("package", "reason");
  private static final List<String> REQUIRES_FIELDS = List.of("java", "workspace");

  private final List<Problem> problems = new ArrayList<>();
  private final JsonFields json;

  private ManifestReader(String file) {
    json = new JsonFields(file, problems);
  }

  static Manifest read(byte[] utf8, String file) throws BundleRefusedException {
    return new ManifestReader(file).manifest(JsonText.parse(utf8, file));
  }

  private Manifest manifest(JsonValue root) throws BundleRefusedException {
    Map<String, Member> fields = json.fields("plugin.json", root, FIELDS);
    String name = required(fields, root, "name", this::name);
    String version = required(fields, root, "version", this::version);
    String entry = one(fields.get("entry"), this::className);
    Map<String, Member> requires =
        fields.containsKey("requires")
            ? json.fields("requires", fields.get("requires").value(), REQUIRES_FIELDS)
            : Map.of();
    VersionRange java = one(requires.get("java"), this::range);
    Map<String, VersionRange> workspace = workspace(requires.get("workspace"));
    List<String> services = strings(fields.get("services"), this::className);
    Handover handover = one(fields.get("handover"), this::handover);
    Duration probation = one(fields.get("probation"), this::duration);
    List<String> unload = strings(fields.get("unload"), this::method);
    List<Waiver> waivers = waivers(fields.get("waivers"));
    Map<String, String> files = files(fields.get("files"));
    if (name == null || version == null || !problems.isEmpty()) {
      throw new BundleRefusedException(problems);
    }
    return new Manifest(
        name,
        version,
        entry,
        java,
        workspace,
        services,
        handover == null ? Handover.OVERLAP : handover,
        probation,
        unload,
        waivers,
        files);
  }

  /** Turns a string into what it means; null, with a problem noted, if it means nothing. */
  private interface Reading<T> {
    @Nullable T read(String text, Place place);
  }

  private @Nullable String required(
      Map<String, Member> fields, JsonValue root, String field, Reading<String> reading) {
    Member member = fields.get(field);
    if (member == null && root instanceof JsonValue.ObjectValue) {
      json.problem(
          "manifest-missing-field",
          root.place(),
          "'%s' is missing".formatted(field),
          "add it: \"%s\": \"…\"".formatted(field));
    }
    return one(member, reading);
  }

  private <T> @Nullable T one(@Nullable Member member, Reading<T> reading) {
    return member == null ? null : one(member.name(), member.value(), reading);
  }

  private <T> @Nullable T one(String field, JsonValue value, Reading<T> reading) {
    Optional<StringValue> string = json.string(field, value);
    return string.isEmpty() ? null : reading.read(string.get().text(), string.get().place());
  }

  private List<String> strings(@Nullable Member member, Reading<String> reading) {
    Set<String> strings = new LinkedHashSet<>();
    if (member == null) {
      return List.of();
    }
    if (!(member.value() instanceof ArrayValue array)) {
      json.wrongType(member.name(), member.value(), "an array of strings");
      return List.of();
    }
    for (JsonValue element : array.elements()) {
      String text = one(member.name(), element, reading);
      if (text != null && !strings.add(text)) {
        json.problem(
            "manifest-duplicate-value",
            element.place(),
            "%s is in '%s' twice".formatted(Quoted.of(text), member.name()),
            "remove one of them");
      }
    }
    return List.copyOf(strings);
  }

  private Map<String, VersionRange> workspace(@Nullable Member member) {
    Map<String, VersionRange> ranges = new LinkedHashMap<>();
    if (member != null) {
      for (Member api : json.members("workspace", member.value()).values()) {
        matching("bad-package", "name of a package, such as com.acme.api", QUALIFIED)
            .read(api.name(), api.place());
        VersionRange range = one(api, this::range);
        if (range != null) {
          ranges.put(api.name(), range);
        }
      }
    }
    return ranges;
  }

  private List<Waiver> waivers(@Nullable Member member) {
    List<Waiver> waivers = new ArrayList<>();
    if (member == null) {
      return waivers;
    }
    if (!(member.value() instanceof ArrayValue array)) {
      json.wrongType(member.name(), member.value(), "an array of objects");
      return waivers;
    }
    for (JsonValue element : array.elements()) {
      Map<String, Member> fields = json.fields("waivers", element, WAIVER_FIELDS);
      String packages = required(fields, element, "package", this::packages);
      String reason = required(fields, element, "reason", this::reason);
      if (packages != null && reason != null) {
        waivers.add(new Waiver(new PackagePattern(packages), reason));
      }
    }
    return waivers;
  }

  private Map<String, String> files(@Nullable Member member) {
    Map<String, String> hashes = new LinkedHashMap<>();
    if (member == null) {
      return hashes;
    }
    Map<String, Member> files = json.members("files", member.value());
    if (member.value() instanceof JsonValue.ObjectValue && files.isEmpty()) {
      json.problem(
          "manifest-empty-field",
          member.value().place(),
          "'files' names no file",
          "name every file but plugin.json, or leave 'files' out");
    }
    for (Member file : files.values()) {
      path(file);
      String hash = one(file, this::hash);
      if (hash != null) {
        hashes.put(file.name(), hash);
      }
    }
    return hashes;
  }

  private void path(Member file) {
    if (file.name().equals(Manifest.FILE_NAME)) {
      json.problem(
          "bad-path",
          file.place(),
          "'files' names plugin.json itself",
          "remove it: a file cannot hold its own hash");
    }
    PathFlaw.of(file.name())
        .ifPresent(
            flaw ->
                json.problem(
                    "bad-path",
                    file.place(),
                    "the path %s %s".formatted(Quoted.of(file.name()), flaw.what()),
                    flaw.cure()));
  }

  private @Nullable String name(String text, Place place) {
    Optional<String> complaint = PluginNames.complaint(text);
    complaint.ifPresent(
        why ->
            json.problem(
                "bad-name",
                place,
                "the name %s %s".formatted(Quoted.of(text), why),
                "a name is " + PluginNames.VALID_FORM));
    return complaint.isPresent() ? null : text;
  }

  private @Nullable String version(String text, Place place) {
    return checked("bad-version", "version", Version.VALID_FORM, Version::isValid)
        .read(text, place);
  }

  private @Nullable VersionRange range(String text, Place place) {
    String range =
        checked("bad-range", "range of versions", VersionRange.VALID_FORM, VersionRange::isValid)
            .read(text, place);
    return range == null ? null : VersionRange.parse(range);
  }

  private @Nullable String className(String text, Place place) {
    return matching("bad-class-name", "name of a class, such as com.acme.Greeter", QUALIFIED)
        .read(text, place);
  }

  private @Nullable String method(String text, Place place) {
    return matching("bad-method-name", "name of a method, such as com.acme.Pool.shutdown", METHOD)
        .read(text, place);
  }

  private @Nullable String packages(String text, Place place) {
    return matching("bad-package", "package, such as com.acme.api or com.acme.*", PACKAGES)
        .read(text, place);
  }

  private @Nullable String reason(String text, Place place) {
    return checked("bad-reason", "reason", "why the plugin runs without it", Waiver::isReason)
        .read(text, place);
  }

  private @Nullable String hash(String text, Place place) {
    String form = "'sha256:' and 64 lower-case hex digits";
    String hash =
        checked("bad-hash", "hash", form, value -> HASH.matcher(value).matches()).read(text, place);
    return hash == null ? null : hash.substring(HASH_PREFIX.length());
  }

  private @Nullable Handover handover(String text, Place place) {
    for (Handover handover : Handover.values()) {
      if (handover.text().equals(text)) {
        return handover;
      }
    }
    json.problem(
        "bad-handover",
        place,
        "%s is not a kind of hand-over".formatted(Quoted.of(text)),
        text.toLowerCase(Locale.ROOT).equals(text)
            ? "write 'overlap' or 'exclusive'"
            : "write 'overlap' or 'exclusive', in lower case");
    return null;
  }

  private @Nullable Duration duration(String text, Place place) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      json.problem(
          "bad-duration",
          place,
          "%s is %s".formatted(Quoted.of(text), e.getMessage()),
          "write such as 30s or 5m; 0s for none");
      return null;
    }
  }

  private Reading<String> matching(String code, String what, Pattern pattern) {
    return checked(
        code, what, null, text -> text.length() <= MAX_NAME && pattern.matcher(text).matches());
  }

  private Reading<String> checked(
      String code, String what, @Nullable String form, Predicate<String> valid) {
    return (text, place) -> {
      if (valid.test(text)) {
        return text;
      }
      json.problem(
          code,
          place,
          "%s is not a %s".formatted(Quoted.of(text), what),
          form == null ? "write the full " + what : "write " + form);
      return null;
    };
  }
}
