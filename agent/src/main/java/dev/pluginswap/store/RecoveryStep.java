package dev.pluginswap.store;

import java.io.IOException;
import java.time.Instant;

/** One thing that recovery does. Each may be done again, and after being interrupted anywhere. */
sealed interface RecoveryStep {

  /** Does it; decides nothing. */
  void apply(Records records, Views views, Versions versions) throws IOException;

  /** What was done, in the past tense, for the log and the report. */
  String describe();

  /** Whose it is; empty when that is not known. */
  String plugin();

  /** The live version is damaged: its plugin falls back. */
  record CommitRecord(VersionRecord record) implements RecoveryStep {
    @Override
    public void apply(Records records, Views views, Versions versions) throws IOException {
      records.write(record);
    }

    @Override
    public String plugin() {
      return record.plugin();
    }

    @Override
    public String describe() {
      return "made " + record.current() + " the live version of " + record.plugin() + " again";
    }
  }

  /** Nothing of the plugin is left. */
  record DeleteRecord(String plugin) implements RecoveryStep {
    @Override
    public void apply(Records records, Views views, Versions versions) throws IOException {
      records.delete(plugin);
    }

    @Override
    public String describe() {
      return "deleted the empty record of " + plugin;
    }
  }

  /** The view leads elsewhere or is missing. */
  record SwitchView(VersionId version) implements RecoveryStep {
    @Override
    public void apply(Records records, Views views, Versions versions) throws IOException {
      views.switchTo(version);
    }

    @Override
    public String plugin() {
      return version.plugin();
    }

    @Override
    public String describe() {
      return "switched the view to " + version;
    }
  }

  /** No record says that there should be a view. */
  record RemoveView(String plugin) implements RecoveryStep {
    @Override
    public void apply(Records records, Views views, Versions versions) throws IOException {
      views.removeView(plugin);
    }

    @Override
    public String describe() {
      return "removed the view of " + plugin;
    }
  }

  /** The snapshot of the previous version is missing or leads elsewhere. */
  record AddSnapshot(VersionId version) implements RecoveryStep {
    @Override
    public void apply(Records records, Views views, Versions versions) throws IOException {
      views.addSnapshot(version);
    }

    @Override
    public String plugin() {
      return version.plugin();
    }

    @Override
    public String describe() {
      return "linked the previous version " + version;
    }
  }

  /** This version is not the previous one of its plugin. */
  record RemoveSnapshot(VersionId version) implements RecoveryStep {
    @Override
    public void apply(Records records, Views views, Versions versions) throws IOException {
      views.removeSnapshot(version);
    }

    @Override
    public String plugin() {
      return version.plugin();
    }

    @Override
    public String describe() {
      return "removed the link to the former previous version " + version;
    }
  }

  /** Whoever committed the version was stopped before saying so. */
  record MarkComplete(VersionId version, long generation, Instant when) implements RecoveryStep {
    @Override
    public void apply(Records records, Views views, Versions versions) throws IOException {
      versions.markComplete(version, generation, "recovery", when);
    }

    @Override
    public String plugin() {
      return version.plugin();
    }

    @Override
    public String describe() {
      return "marked " + version + " as committed";
    }
  }

  /** A directory that was made a version stands where the view belongs. */
  record MoveAside(String plugin) implements RecoveryStep {
    @Override
    public void apply(Records records, Views views, Versions versions) throws IOException {
      versions.moveAside(plugin);
    }

    @Override
    public String describe() {
      return "moved the directory that was adopted as " + plugin + " to .adopted";
    }
  }

  /** Something is deleted that nothing refers to. A collection does these too. */
  sealed interface Deletion extends RecoveryStep {

    /** What is deleted, relative to the plugins directory. */
    String path();

    @Override
    default String plugin() {
      return "";
    }

    @Override
    default String describe() {
      return "deleted " + path();
    }
  }

  /** No record references the version, and nobody runs it. */
  record DeleteVersion(VersionId version) implements Deletion {
    @Override
    public void apply(Records records, Views views, Versions versions) throws IOException {
      versions.discard(version);
    }

    @Override
    public String path() {
      return Layout.viewTarget(version);
    }

    @Override
    public String plugin() {
      return version.plugin();
    }

    @Override
    public String describe() {
      return "deleted the unreferenced version " + version;
    }
  }

  /** Nobody writes to it any more. */
  record DeleteStaging(String name) implements Deletion {
    @Override
    public void apply(Records records, Views views, Versions versions) throws IOException {
      versions.deleteStaging(name);
    }

    @Override
    public String path() {
      return ".staging/" + name;
    }
  }

  /** A record that was never committed. */
  record DeleteTemporaryRecord(String name) implements Deletion {
    @Override
    public void apply(Records records, Views views, Versions versions) throws IOException {
      records.deleteTemporary(name);
    }

    @Override
    public String path() {
      return ".state/" + name;
    }
  }

  /** What is left of a JVM that is gone, as after every end of a JVM. */
  record DeleteLease(String name) implements Deletion {
    @Override
    public void apply(Records records, Views views, Versions versions) throws IOException {
      versions.deleteLease(name);
    }

    @Override
    public String path() {
      return ".leases/" + name;
    }
  }
}
