package dev.pluginswap.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this directory can have views: a link can be made, and can replace another one in one
 * step. Windows without developer mode fails the first, Windows with it the second.
 */
final class LinkProbe {
  private static final Logger LOG = LoggerFactory.getLogger(LinkProbe.class);

  private static final int MAX_TRIES = 10;

  private final Layout layout;
  private final Disk disk;
  private final Nonces nonces;

  LinkProbe(Layout layout, Disk disk, Nonces nonces) {
    this.layout = layout;
    this.disk = disk;
    this.nonces = nonces;
  }

  /**
   * Tries it in the staging directory. Nobody holds the lock here, so the recovery of another JVM
   * may tidy up between two steps; then it is tried again.
   *
   * @throws IOException when not even a file can be made there: then links are not the trouble
   */
  boolean run() throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return attempt();
      } catch (NoSuchFileException e) {
        if (tries == MAX_TRIES) {
          throw e;
        }
      }
    }
  }

  private boolean attempt() throws IOException {
    Path first = layout.staging().resolve("probe." + nonces.next());
    Path second = layout.staging().resolve("probe." + nonces.next());
    try {
      disk.createLink(first, "../.versions");
      disk.createLink(second, "../.versions");
      disk.moveAtomically(second, first);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      clean(first, second);
      try (OutputStream file = disk.writeNew(first)) {
        file.write('?');
      }
      LOG.info("{} has no views: no symbolic links here ({})", layout.root(), e.toString());
      clean(first, second);
      return false;
    }
    clean(first, second);
    return true;
  }

  private void clean(Path first, Path second) throws IOException {
    disk.delete(first);
    disk.delete(second);
  }
}
