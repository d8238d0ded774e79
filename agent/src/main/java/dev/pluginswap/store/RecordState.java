package dev.pluginswap.store;

import java.nio.file.Path;

/** What is known of a plugin's record. */
public sealed interface RecordState {

  /** There is no record: the plugin was never installed, or nothing of it is left. */
  record None() implements RecordState {}

  /** The record is whole. */
  record Present(VersionRecord record) implements RecordState {}

  /**
   * The record cannot be trusted: the plugin must not be started, and nothing of it is deleted.
   *
   * @param file the record's file
   * @param why what is wrong with it
   */
  record Damaged(Path file, String why) implements RecordState {}
}
