package dev.pluginswap.crash;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A disk that effects are being applied to, in any subset. */
final class DiskDraft {
  private final Map<Long, Inode> inodes;
  private final long root;
  private long nextInode;

  private DiskDraft(Map<Long, Inode> inodes, long root, long nextInode) {
    this.inodes = inodes;
    this.root = root;
    this.nextInode = nextInode;
  }

  /**
   * Starts with an image.
   *
   * @param coming the effects of which some will be applied: what they make exists from the start,
   *     without a name, so that one may be applied where the one that made the inode is not
   */
  static DiskDraft of(DiskImage image, List<? extends Effect> coming) {
    Map<Long, Inode> inodes = new HashMap<>(image.inodes());
    long next = image.nextInode();
    for (Effect effect : coming) {
      if (effect instanceof Effect.MakeFile made) {
        inodes.put(made.inode(), Inode.RegularFile.EMPTY);
        next = Math.max(next, made.inode() + 1);
      } else if (effect instanceof Effect.MakeDirectory made) {
        inodes.put(made.inode(), Inode.Directory.EMPTY);
        next = Math.max(next, made.inode() + 1);
      } else if (effect instanceof Effect.MakeSymbolicLink made) {
        inodes.put(made.inode(), new Inode.SymbolicLink(made.target()));
        next = Math.max(next, made.inode() + 1);
      }
    }
    return new DiskDraft(inodes, image.root(), next);
  }

  DiskDraft copy() {
    return new DiskDraft(new HashMap<>(inodes), root, nextInode);
  }

  void apply(Effect effect, Treatment treatment) {
    if (treatment == Treatment.LOST) {
      return;
    }
    if (effect instanceof Effect.MakeFile made) {
      put(made.directory(), made.name(), made.inode());
    } else if (effect instanceof Effect.MakeDirectory made) {
      put(made.directory(), made.name(), made.inode());
    } else if (effect instanceof Effect.MakeSymbolicLink made) {
      put(made.directory(), made.name(), made.inode());
    } else if (effect instanceof Effect.Link link) {
      put(link.directory(), link.name(), link.inode());
    } else if (effect instanceof Effect.Unlink unlink) {
      remove(unlink.directory(), unlink.name(), unlink.inode());
    } else if (effect instanceof Effect.Rename rename) {
      remove(rename.from(), rename.fromName(), rename.inode());
      put(rename.to(), rename.toName(), rename.inode());
    } else if (effect instanceof Effect.Write write) {
      write(write, treatment);
    } else if (effect instanceof Effect.Truncate truncate) {
      content(truncate.inode(), contentOf(truncate.inode()).resized(truncate.size()));
    }
  }

  private void write(Effect.Write write, Treatment treatment) {
    Content bytes = write.bytes();
    Content landed =
        switch (treatment) {
          case TORN -> bytes.resized(bytes.size() / 2);
          case ZEROED -> Content.zeros(bytes.size());
          case KEPT, LOST -> bytes;
        };
    content(write.inode(), contentOf(write.inode()).with(write.offset(), landed));
  }

  private Content contentOf(long inode) {
    return inodes.get(inode) instanceof Inode.RegularFile file ? file.content() : Content.EMPTY;
  }

  private void content(long inode, Content content) {
    inodes.put(inode, new Inode.RegularFile(content));
  }

  private void put(long directory, String name, long inode) {
    inodes.put(directory, directory(directory).with(name, inode));
  }

  /** Where something else has the name by now, it keeps it. */
  private void remove(long directory, String name, long inode) {
    Inode.Directory there = directory(directory);
    Long named = there.entries().get(name);
    if (named != null && named == inode) {
      inodes.put(directory, there.without(name));
    }
  }

  private Inode.Directory directory(long inode) {
    if (inodes.get(inode) instanceof Inode.Directory directory) {
      return directory;
    }
    throw new IllegalArgumentException("inode " + inode + " is no directory of this disk");
  }

  /**
   * The image: what a name leads to. A directory that has two names, as half a rename leaves it,
   * becomes two directories.
   */
  DiskImage freeze() {
    Map<Long, Inode> reachable = new HashMap<>();
    keep(root, reachable, new HashSet<>());
    return new DiskImage(reachable, root, nextInode);
  }

  private void keep(long inode, Map<Long, Inode> reachable, Set<Long> above) {
    Inode node = inodes.get(inode);
    if (node == null) {
      throw new IllegalStateException("a name leads to inode " + inode + ", which nothing made");
    }
    reachable.put(inode, node);
    if (!(node instanceof Inode.Directory directory)) {
      return;
    }
    if (!above.add(inode)) {
      throw new IllegalStateException("directory " + inode + " is inside itself");
    }
    Inode.Directory kept = directory;
    for (Map.Entry<String, Long> entry : directory.entries().entrySet()) {
      long child = entry.getValue();
      if (inodes.get(child) instanceof Inode.Directory second && reachable.containsKey(child)) {
        child = nextInode++;
        inodes.put(child, second);
        kept = kept.with(entry.getKey(), child);
      }
      keep(child, reachable, above);
    }
    reachable.put(inode, kept);
    above.remove(inode);
  }
}
