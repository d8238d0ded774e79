package dev.pluginswap.unload.heap;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The child: reads a dump, and writes what it has found to stdout, a line for each path, in UTF-8.
 * Whatever goes wrong is one line on stderr.
 */
public final class HeapReport {

  /** Someone holds the loader: the lines are on stdout. */
  static final int HELD = 0;

  /** Nothing that the dump shows holds it. */
  static final int UNHELD = 10;

  /** It is not in the dump. */
  static final int COLLECTED = 11;

  /** The dump cannot be read; stderr says why. */
  static final int UNREADABLE = 12;

  private HeapReport() {}

  /** What {@link #run} takes. */
  static List<String> arguments(Path dump, LoaderMark mark, int most) {
    // Encoded, since JDK 17 in the POSIX locale loses what is not ASCII.
    return List.of(
        dump.toString(),
        mark.className(),
        URLEncoder.encode(mark.loaderName(), StandardCharsets.UTF_8),
        Integer.toString(most));
  }

  /** Runs as a program of its own, where there is no launcher. */
  public static void main(String[] args) {
    System.exit(run(args, Path.of("")));
  }

  /**
   * Reads a dump.
   *
   * @param args the dump, the class of the loader, its name, and how many paths to tell
   * @param jar not used; as the command line is called
   * @return the exit code
   */
  public static int run(String[] args, Path jar) {
    if (args.length != 4) {
      System.err.println("a heap report takes a dump, a class, a name and a number");
      return UNREADABLE;
    }
    LoaderMark mark =
        new LoaderMark(args[1], URLDecoder.decode(args[2], StandardCharsets.UTF_8));
    try {
      return print(HeapHolders.in(Path.of(args[0]), mark, Integer.parseInt(args[3])));
    } catch (IOException e) {
      System.err.println(String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      long most = Runtime.getRuntime().maxMemory() >> 20;
      System.err.println("the %d MiB of heap are not enough; give it more".formatted(most));
    }
    return UNREADABLE;
  }

  private static int print(HeapFindings findings) {
    if (findings instanceof HeapFindings.Collected) {
      return COLLECTED;
    }
    if (!(findings instanceof HeapFindings.Held held)) {
      return UNHELD;
    }
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    held.holders().forEach(out::println);
    out.flush();
    if (out.checkError()) {
      System.err.println("cannot write what was found to stdout");
      return UNREADABLE;
    }
    return HELD;
  }
}
