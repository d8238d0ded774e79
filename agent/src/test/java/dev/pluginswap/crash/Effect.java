package dev.pluginswap.crash;

import java.util.List;

/** One change of a disk, as its file system sees it: by inode, never by path. */
public sealed interface Effect {

  /** Whether forcing this inode makes the effect survive a power loss. */
  boolean isPinnedBy(long forced);

  /** The effects that this one may come apart into; itself alone where it cannot. */
  default List<Effect> halves() {
    return List.of(this);
  }

  /** Changes the entries of a directory. */
  sealed interface Metadata extends Effect {}

  /** Changes the bytes of a file. */
  sealed interface Data extends Effect {
    /** The file. */
    long inode();

    @Override
    default boolean isPinnedBy(long forced) {
      return inode() == forced;
    }
  }

  /** Makes an empty file. */
  record MakeFile(long directory, String name, long inode) implements Metadata {
    @Override
    public boolean isPinnedBy(long forced) {
      return directory == forced;
    }
  }

  /** Makes an empty directory. */
  record MakeDirectory(long directory, String name, long inode) implements Metadata {
    @Override
    public boolean isPinnedBy(long forced) {
      return directory == forced;
    }
  }

  /** Makes a symbolic link. */
  record MakeSymbolicLink(long directory, String name, long inode, String target)
      implements Metadata {
    @Override
    public boolean isPinnedBy(long forced) {
      return directory == forced;
    }
  }

  /** Gives an inode a name; whatever had the name before loses it. */
  record Link(long directory, String name, long inode) implements Metadata {
    @Override
    public boolean isPinnedBy(long forced) {
      return directory == forced;
    }
  }

  /** Takes a name away from an inode. */
  record Unlink(long directory, String name, long inode) implements Metadata {
    @Override
    public boolean isPinnedBy(long forced) {
      return directory == forced;
    }
  }

  /** Gives an inode another name; whatever had that name before loses it. */
  record Rename(long from, String fromName, long to, String toName, long inode)
      implements Metadata {
    @Override
    public boolean isPinnedBy(long forced) {
      return from == forced || to == forced;
    }

    /** The new name first, as journals do: an inode without a name would be lost. */
    @Override
    public List<Effect> halves() {
      return List.of(new Link(to, toName, inode), new Unlink(from, fromName, inode));
    }
  }

  /** Writes bytes to a file. */
  record Write(long inode, long offset, Content bytes) implements Data {}

  /** Cuts a file, or fills it up with zeros. */
  record Truncate(long inode, long size) implements Data {}

  /** Waits until the disk has what belongs to an inode; changes nothing. */
  record Force(long inode) implements Effect {
    @Override
    public boolean isPinnedBy(long forced) {
      return false;
    }
  }

  /** Notes that the process has come to a point; changes nothing. */
  record Mark(String text) implements Effect {
    @Override
    public boolean isPinnedBy(long forced) {
      return false;
    }
  }
}
