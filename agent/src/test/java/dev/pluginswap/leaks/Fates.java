package dev.pluginswap.leaks;

import dev.pluginswap.leaks.LeakKind.Fate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What becomes of each kind on a release of the JDK: {@code fates.txt}, which names those that are
 * held, a line each: the id; {@code default} if a repair that has to be asked for helps, {@code
 * always} if none does; and the release, where that is so on one alone.
 */
final class Fates {

  private final Map<String, String> held = new HashMap<>();

  private Fates() {}

  /** Reads them. */
  static Fates of(int release) {
    Fates fates = new Fates();
    try (InputStream in =
            Objects.requireNonNull(Fates.class.getResourceAsStream("/leaks/fates.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" +", -1))
          .filter(words -> words.length == 2 || words[2].equals(String.valueOf(release)))
          .forEach(words -> fates.held.put(words[0], words[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return fates;
  }

  /** With the repairs that are on by default. */
  Fate byDefault(LeakKind kind) {
    return held.containsKey(kind.id()) ? Fate.HELD : Fate.FIXED;
  }

  /** With all repairs. */
  Fate withAllRepairs(LeakKind kind) {
    return "always".equals(held.get(kind.id())) ? Fate.HELD : Fate.FIXED;
  }
}
