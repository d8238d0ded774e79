package dev.pluginswap.source;

import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what is fetched. */
final class Hashing {

  private static final int BUFFER_SIZE = 1 << 16;

  private Hashing() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256, but this one does not", e);
    }
  }

  /** In hex; ends the computation. */
  static String hex(MessageDigest hash) {
    return HexFormat.of().formatHex(hash.digest());
  }

  /** Of bytes, in hex. */
  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** Of a file, in hex. */
  static String of(Path file, Deadline deadline) throws IOException, BundleRefusedException {
    MessageDigest hash = sha256();
    byte[] buffer = new byte[BUFFER_SIZE];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        deadline.check();
        hash.update(buffer, 0, n);
      }
    }
    return hex(hash);
  }
}
