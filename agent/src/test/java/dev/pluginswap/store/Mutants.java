package dev.pluginswap.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ways to get the protocol wrong: each a disk that does a little less, or in another order. */
public final class Mutants {

  private Mutants() {}

  /**
   * The places at which something is forced while something runs, in their order; random names and
   * digests are left out of the paths.
   */
  public static final class Places implements UnaryOperator<Disk> {
    private final Set<String> places = new LinkedHashSet<>();
    private int forces;

    @Override
    public Disk apply(Disk disk) {
      return new ForcingDisk(
          disk,
          place -> {
            places.add(place);
            forces++;
            return true;
          });
    }

    public List<String> places() {
      return List.copyOf(places);
    }

    /** How often something was forced. */
    public int forces() {
      return forces;
    }
  }

  /** Leaves out the forces at one place. */
  public static UnaryOperator<Disk> withoutForce(String place) {
    return disk -> new ForcingDisk(disk, here -> !here.equals(place));
  }

  /** Deletes what is to be replaced first, as a move without ATOMIC_MOVE does. */
  public static Disk movingInTwoSteps(Disk disk) {
    return new ForwardingDisk(disk) {
      @Override
      public void moveAtomically(Path from, Path to) throws IOException {
        disk.delete(to);
        disk.moveAtomically(from, to);
      }
    };
  }

  /** Forces the files and directories of a version only after its record is durable. */
  public static Disk sealingAfterTheCommit(Disk disk) {
    return new ForwardingDisk(disk) {
      private final List<Path> late = new ArrayList<>();

      @Override
      public OutputStream writeNew(Path file) throws IOException {
        if (!isPayload(file)) {
          return disk.writeNew(file);
        }
        late.add(file);
        return disk.writeNewUnforced(file);
      }

      @Override
      public void force(Path directory) throws IOException {
        if (isPayload(directory)) {
          late.add(directory);
          return;
        }
        disk.force(directory);
        if (directory.endsWith(".state")) {
          for (Path path : late) {
            disk.force(path);
          }
          late.clear();
        }
      }

      @Override
      public void moveAtomically(Path from, Path to) throws IOException {
        disk.moveAtomically(from, to);
        late.replaceAll(path -> path.startsWith(from) ? to.resolve(from.relativize(path)) : path);
      }
    };
  }

  /** Says that a version is committed before it is. */
  public static Disk markingBeforeTheCommit(Disk disk) {
    return new ForwardingDisk(disk) {
      @Override
      public void moveAtomically(Path from, Path to) throws IOException {
        if (to.getParent().endsWith(".state")) {
          mark(from, to);
        }
        disk.moveAtomically(from, to);
      }

      private void mark(Path record, Path to) throws IOException {
        try {
          VersionRecord next = RecordText.read(to.getFileName().toString(), disk.read(record));
          if (next.current() == null) {
            return;
          }
          VersionId id = new VersionId(next.plugin(), next.current());
          Layout layout = new Layout(to.getParent().getParent());
          disk.delete(layout.version(id).resolve(Layout.COMPLETE));
          new Versions(layout, disk, new Nonces(new java.util.Random(7)))
              .markComplete(id, next.generation(), "too early", java.time.Instant.EPOCH);
        } catch (RecordText.DamagedException e) {
          throw new IOException(e);
        }
      }
    };
  }

  private static boolean isPayload(Path path) {
    for (Path name : path) {
      if (name.toString().equals("payload")) {
        return true;
      }
    }
    return false;
  }

  /** Asks before each force. */
  private static final class ForcingDisk extends ForwardingDisk {
    private final Predicate<String> forces;

    /** What was done last that a force could be for, and in which directory. */
    private String last = "";

    private @Nullable Path where;

    ForcingDisk(Disk disk, Predicate<String> forces) {
      super(disk);
      this.forces = forces;
    }

    @Override
    public OutputStream writeNew(Path file) throws IOException {
      return forces.test("file " + place(file)) ? disk.writeNew(file) : disk.writeNewUnforced(file);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
      note("mkdir", directory);
      disk.createDirectory(directory);
    }

    @Override
    public void moveAtomically(Path from, Path to) throws IOException {
      note("move", to);
      disk.moveAtomically(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
      note("delete", path);
      disk.delete(path);
    }

    @Override
    public void force(Path directory) throws IOException {
      boolean isFor = directory.equals(where) && !isPayload(directory);
      where = null;
      if (forces.test("directory " + place(directory) + (isFor ? " after " + last : ""))) {
        disk.force(directory);
      }
    }

    private void note(String what, Path path) {
      last = what;
      where = path.getParent();
    }

    private static String place(Path path) {
      return path.toString()
          .replaceAll("^/srv/plugins/?", "")
          .replaceAll("\\b[0-9a-f]{64}\\b", "<digest>")
          .replaceAll("\\b[0-9a-f]{16}\\b", "<nonce>");
    }
  }
}
