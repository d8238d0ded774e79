package dev.pluginswap.verify;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Manifest;
import dev.pluginswap.bundle.Version;
import dev.pluginswap.bundle.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Holds what the manifest {@code requires} against the JVM and the workspace. */
public final class EnvironmentCheck {

  private EnvironmentCheck() {}

  /** Checks the Java version and the versions of the workspace's API packages. */
  public static List<Problem> check(Manifest manifest, WorkspaceView workspace) {
    List<Problem> problems = new ArrayList<>();
    VersionRange java = manifest.java();
    if (java != null && !java.contains(Version.parse(plain(workspace.java())))) {
      problems.add(
          Problem.error(
              "java-version",
              "plugin.json",
              "%s %s requires java %s, but this JVM is %s"
                  .formatted(manifest.name(), manifest.version(), java, plain(workspace.java())),
              "run the workspace on a Java version in that range, or install a build for this one"));
    }
    new TreeMap<>(manifest.workspace())
        .forEach((api, range) -> requireApi(manifest, workspace, api, range, problems));
    return problems;
  }

  private static void requireApi(
      Manifest manifest,
      WorkspaceView workspace,
      String api,
      VersionRange range,
      List<Problem> problems) {
    Optional<Version> actual = workspace.versionOf(api);
    if (actual.isEmpty()) {
      problems.add(
          Problem.error(
              "workspace-api-unknown",
              "plugin.json",
              "%s %s requires %s %s, but this workspace says no version of it"
                  .formatted(manifest.name(), manifest.version(), api, range),
              "declare it where the agent is started: exports=%s;version=…".formatted(api)));
    } else if (!range.contains(actual.get())) {
      problems.add(
          Problem.error(
              "workspace-api-version",
              "plugin.json",
              "%s %s requires %s %s, but this workspace has %s"
                  .formatted(manifest.name(), manifest.version(), api, range, actual.get()),
              "install a version of the plugin that was built for it, or upgrade the workspace"));
    }
  }

  /** {@code 17.0.15} of {@code 17.0.15+6-Debian-1deb12u1}: what people write in ranges. */
  private static String plain(Runtime.Version version) {
    StringBuilder text = new StringBuilder();
    version.version().forEach(part -> text.append(text.length() == 0 ? "" : ".").append(part));
    return text.toString();
  }
}
