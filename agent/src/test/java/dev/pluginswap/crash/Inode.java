package dev.pluginswap.crash;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is on a disk under one inode number. */
public sealed interface Inode {

  /**
   * A directory.
   *
   * @param entries inode numbers by name
   */
  record Directory(SortedMap<String, Long> entries) implements Inode {
    static final Directory EMPTY = new Directory(new TreeMap<>());

    /** Copies the map. */
    public Directory {
      entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    Directory with(String name, long inode) {
      SortedMap<String, Long> changed = new TreeMap<>(entries);
      changed.put(name, inode);
      return new Directory(changed);
    }

    Directory without(String name) {
      SortedMap<String, Long> changed = new TreeMap<>(entries);
      changed.remove(name);
      return new Directory(changed);
    }
  }

  /** A file. */
  record RegularFile(Content content) implements Inode {
    static final RegularFile EMPTY = new RegularFile(Content.EMPTY);
  }

  /**
   * A symbolic link.
   *
   * @param target its text
   */
  record SymbolicLink(String target) implements Inode {}
}
