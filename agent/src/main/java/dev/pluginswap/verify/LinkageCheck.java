package dev.pluginswap.verify;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Bundle;
import dev.pluginswap.bundle.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Whether the members of the workspace's exported packages that the plugin calls are there.
 *
 * <p>This is the first part of linkage: references into exported packages, which are what a
 * workspace promises to plugins. A class, method or field that is missing there refuses the bundle,
 * naming who needs it. References to anything else are not looked at, so that optional code is
 * never held against a plugin.
 */
public final class LinkageCheck {

  private LinkageCheck() {}

  /**
   * Checks.
   *
   * @return one problem for each missing member, however often it is used
   * @throws IOException if the bundle's files cannot be read
   */
  public static List<Problem> check(Bundle bundle, WorkspaceView workspace) throws IOException {
    MemberIndex members = new MemberIndex(workspace.loader());
    Map<MemberReference, List<String>> missing = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    ReferenceCollector references =
        new ReferenceCollector(
            (reference, user) -> {
              if (workspace.exports(reference.packageName()) && !members.has(reference)) {
                missing.computeIfAbsent(reference, r -> new ArrayList<>()).add(user);
              }
            });
    new ClassFiles(bundle.classPath(), workspace.java())
        .forEach(
            (name, where, bytes) -> {
              byte[] content = bytes.readAllBytes();
              try {
                OpenedClassReader.of(content).accept(references, ClassReader.SKIP_FRAMES);
              } catch (RuntimeException e) { // how ASM says that the bytes make no sense
                problems.add(damaged(where, e));
              }
            });
    missing.forEach(
        (reference, users) -> problems.add(problem(bundle, workspace, reference, users)));
    return problems;
  }

  private static Problem damaged(String where, RuntimeException e) {
    return Problem.error(
        "class-file-damaged",
        where,
        "the class file cannot be read: " + e,
        "build the bundle again; if it was downloaded, download it again");
  }

  private static Problem problem(
      Bundle bundle, WorkspaceView workspace, MemberReference reference, List<String> users) {
    String others = users.size() == 1 ? "" : " and %d more".formatted(users.size() - 1);
    String version =
        workspace
            .versionOf(reference.packageName())
            .map(Version::toString)
            .orElse("of no stated version");
    return Problem.error(
        "member-missing",
        users.get(0) + others,
        "%s %s %s %s, which this workspace (%s %s) does not have"
            .formatted(
                bundle.manifest().name(),
                bundle.manifest().version(),
                reference.verb(),
                reference.display(),
                reference.packageName(),
                version),
        "upgrade the workspace, or build the plugin against %s %s"
            .formatted(reference.packageName(), version));
  }
}
