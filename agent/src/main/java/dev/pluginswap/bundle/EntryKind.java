package dev.pluginswap.bundle;

import dev.pluginswap.api.Problem;

/** What an entry may not be: anything but a file or a directory. */
final class EntryKind {

  private EntryKind() {}

  static Problem symlink(String name, String target) {
    return Problem.error(
        "symlink",
        Quoted.of(name),
        "the entry is a symbolic link to " + Quoted.of(target),
        "put the file itself there; a bundle has no links, wherever they lead");
  }

  static Problem hardLink(String name, String target) {
    return Problem.error(
        "hard-link",
        Quoted.of(name),
        "the entry is a hard link to " + Quoted.of(target),
        "put the file itself there, as 'tar --hard-dereference' does");
  }

  static Problem special(String name) {
    return Problem.error(
        "special-file",
        Quoted.of(name),
        "the entry is a device, a pipe or a socket",
        "leave it out of the bundle");
  }

  static Problem sparse(String name) {
    return Problem.error(
        "sparse-file",
        Quoted.of(name),
        "the entry is a sparse file",
        "pack it in full, without 'tar --sparse'");
  }

  static Problem unknown(String name, char type) {
    return Problem.error(
        "unsupported-entry",
        Quoted.of(name),
        "the entry is of the unknown type " + Quoted.of(String.valueOf(type)),
        "pack only files and directories");
  }
}
