package dev.pluginswap.trust;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.JsonFields;
import dev.pluginswap.bundle.JsonText;
import dev.pluginswap.bundle.JsonValue;
import dev.pluginswap.bundle.JsonValue.ArrayValue;
import dev.pluginswap.bundle.JsonValue.Member;
import dev.pluginswap.bundle.JsonValue.OtherValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a policy file. Whatever is wrong with it refuses every install: a policy fails closed. */
final class PolicyReader {

  private static final List<String> FIELDS = List.of("rules");
  private static final List<String> RULE_FIELDS =
      List.of("plugins", "sources", "signers", "requirePin");

  private final Path file;
  private final List<Problem> problems = new ArrayList<>();
  private final JsonFields json;

  private PolicyReader(Path file) {
    this.file = file;
    this.json = new JsonFields(file.toString(), problems);
  }

  /**
   * Reads the file as it is now.
   *
   * @throws BundleRefusedException if it cannot be read or is wrong anywhere
   */
  static Policy read(Path file) throws BundleRefusedException {
    byte[] text;
    try (InputStream in = Files.newInputStream(file)) {
      text = in.readNBytes(JsonText.MAX_SIZE + 1);
    } catch (IOException e) {
      throw new BundleRefusedException(
          Problem.error(
              "policy-unreadable",
              file.toString(),
              "the policy cannot be read, so nothing may be installed: %s"
                  .formatted(e.getClass().getSimpleName()),
              "put it back, or start the agent without the option 'policy'"),
          e);
    }
    try {
      return new PolicyReader(file).policy(JsonText.parse(text, file.toString()));
    } catch (BundleRefusedException e) {
      throw new BundleRefusedException(e.problems().stream().map(PolicyReader::ofPolicy).toList());
    }
  }

  private static Problem ofPolicy(Problem found) {
    return new Problem(
        found.code().replaceFirst("^manifest-", "policy-"),
        found.severity(),
        found.where(),
        found.what(),
        found.cure());
  }

  private Policy policy(JsonValue root) throws BundleRefusedException {
    Map<String, Member> fields = json.fields("the policy", root, FIELDS);
    List<PolicyRule> rules = new ArrayList<>();
    if (fields.containsKey("rules")) {
      for (JsonValue rule : elements(fields.get("rules"), "an array of rules")) {
        rules.add(rule(rule));
      }
    } else {
      json.problem(
          "policy-missing-field",
          root.place(),
          "'rules' is missing",
          "add it: \"rules\": [], which lets nothing in");
    }
    if (!problems.isEmpty()) {
      throw new BundleRefusedException(problems);
    }
    return new Policy(file.toString(), rules);
  }

  private PolicyRule rule(JsonValue value) {
    Map<String, Member> fields = json.fields("a rule", value, RULE_FIELDS);
    return new PolicyRule(
        patterns(fields.get("plugins")),
        patterns(fields.get("sources")),
        patterns(fields.get("signers")),
        flag(fields.get("requirePin")));
  }

  private List<Glob> patterns(@Nullable Member member) {
    List<Glob> patterns = new ArrayList<>();
    if (member == null) {
      return patterns;
    }
    List<JsonValue> elements = elements(member, "an array of strings");
    for (JsonValue element : elements) {
      json.string(member.name(), element).ifPresent(text -> patterns.add(new Glob(text.text())));
    }
    if (elements.isEmpty() && member.value() instanceof ArrayValue) {
      // Read as "any", it would let in what the author meant to keep out.
      json.problem(
          "policy-empty-field",
          member.place(),
          "'%s' is empty".formatted(member.name()),
          "write [\"*\"] for any, or remove the rule for none");
    }
    return patterns;
  }

  private List<JsonValue> elements(Member member, String wanted) {
    if (member.value() instanceof ArrayValue array) {
      return array.elements();
    }
    json.wrongType(member.name(), member.value(), wanted);
    return List.of();
  }

  private boolean flag(@Nullable Member member) {
    if (member == null) {
      return false;
    }
    if (member.value() instanceof OtherValue other
        && (other.text().equals("true") || other.text().equals("false"))) {
      return other.text().equals("true");
    }
    json.wrongType(member.name(), member.value(), "true or false");
    return true;
  }
}
