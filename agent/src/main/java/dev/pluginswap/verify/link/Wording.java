package dev.pluginswap.verify.link;

import dev.pluginswap.bundle.Delegation;
import dev.pluginswap.bundle.Version;
import dev.pluginswap.verify.WorkspaceView;

/** Who has, or lacks, what; and what to do about it. */
final class Wording {

  private final WorkspaceView workspace;
  private final Delegation delegation;

  Wording(WorkspaceView workspace, Delegation delegation) {
    this.workspace = workspace;
    this.delegation = delegation;
  }

  /**
   * Who brings a class, for a sentence.
   *
   * @param type the class
   */
  String party(ClassModel type) {
    return switch (type.origin().kind()) {
      case JDK -> java();
      case API -> "this agent";
      case WORKSPACE -> workspace(type.packageName());
      case PLUGIN -> "the bundle's own " + type.where();
    };
  }

  /** Who would have to bring a class that is nowhere. */
  String missing(String name) {
    return switch (delegation.of(Names.binary(name))) {
      case JDK_ONLY, JDK_FIRST -> java() + " does not have";
      case API -> "this agent does not have";
      case WORKSPACE_FIRST -> workspace(Names.packageOf(name)) + " does not have";
      case PLUGIN_FIRST -> "neither the bundle nor this workspace has";
    };
  }

  /** What to do about a class that is nowhere. */
  String cureOfMissing(String name) {
    return switch (delegation.of(Names.binary(name))) {
      case JDK_ONLY, JDK_FIRST -> cureOfJava();
      case API -> "build the plugin against the API of this agent";
      case WORKSPACE_FIRST -> cureOfWorkspace(Names.packageOf(name));
      case PLUGIN_FIRST ->
          "put the jar that has "
              + Names.binary(name)
              + " into lib/; if the plugin runs without it, waive the package in plugin.json";
    };
  }

  /** What to do about a class that is there, but is not what the plugin was built against. */
  String cure(ClassModel type) {
    return switch (type.origin().kind()) {
      case JDK -> cureOfJava();
      case API -> "build the plugin against the API of this agent";
      case WORKSPACE -> cureOfWorkspace(type.packageName());
      case PLUGIN -> "bundle the version of " + type.where() + " that its users were built against";
    };
  }

  /** The Java version that the plugin is to run on. */
  int feature() {
    return workspace.java().feature();
  }

  private String java() {
    return "Java " + feature();
  }

  private String cureOfJava() {
    return "run the workspace on the Java version that the plugin was built for, or compile the plugin with"
        + " --release "
        + feature();
  }

  private String workspace(String packageName) {
    return "this workspace (" + packageAndVersion(packageName) + ")";
  }

  private String cureOfWorkspace(String packageName) {
    return "upgrade the workspace, or build the plugin against " + packageAndVersion(packageName);
  }

  private String packageAndVersion(String packageName) {
    String name = Names.binary(packageName);
    return name
        + " "
        + workspace.versionOf(name).map(Version::toString).orElse("of no stated version");
  }
}
