package dev.pluginswap.verify;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Keeps the JVM's optimising compiler off the code that verifies.
 *
 * <p>That code runs for some tenths of a second once in a while. HotSpot takes it for hot, and its
 * optimising compiler, C2, would be busy with it from the first moment to the last: a fifth of all
 * the processor time that a first verification costs, for code that is needed again with the next
 * install, and while code of the application waits to be compiled. What C1 makes of it is nearly as
 * fast (the project's {@code docs/performance.md} has the figures).
 *
 * <p>Said to the JVM as a compiler directive for the classes of this package and of those below it
 * (<a href="https://openjdk.org/jeps/165">JEP 165</a>), on top of the directives that there are,
 * which go on to hold for all other classes.
 */
public final class CompilerDirective {

  private static final String DIRECTIVE = "[{match: [\"%s\"], c2: {Exclude: true}}]%n";
  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
  private static final String ADD = "compilerDirectivesAdd";

  private final String methods;

  private CompilerDirective(String methods) {
    this.methods = methods;
  }

  /** For the code that verifies. */
  public static CompilerDirective forVerification() {
    String directory = CompilerDirective.class.getPackageName().replace('.', '/');
    return forMethods(directory + "/*.*");
  }

  /** For methods that match a pattern of HotSpot's. */
  static CompilerDirective forMethods(String pattern) {
    return new CompilerDirective(pattern);
  }

  /**
   * Gives the directive to this JVM. To be called once: a second one would do nothing more. Throws
   * nothing, whatever the JVM says: verification is right without it.
   *
   * @param server the platform's
   * @return what came of it, for a log; also where it was not given, since this JVM has not both
   *     compilers, or knows no directives
   */
  public String give(MBeanServer server) {
    return give(server, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** The same, with a directory for the file of a moment. */
  String give(MBeanServer server, Path directory) {
    try {
      ObjectName commands = new ObjectName(COMMANDS);
      if (!hasBothCompilers() || !server.isRegistered(commands)) {
        return "this JVM compiles in its own way";
      }
      // The command takes a file alone.
      Path file = Files.createTempFile(directory, "plugin-swap-", ".json");
      try {
        Files.writeString(file, DIRECTIVE.formatted(methods));
        Object answer =
            server.invoke(
                commands,
                ADD,
                new Object[] {new String[] {'"' + file.toString() + '"'}},
                new String[] {String[].class.getName()});
        return String.valueOf(answer).strip();
      } finally {
        Files.delete(file);
      }
    } catch (IOException | JMException | RuntimeException e) {
      return "no compiler directive: " + e;
    }
  }

  /** Without C1 the code would be interpreted for ever. */
  private static boolean hasBothCompilers() {
    try {
      HotSpotDiagnosticMXBean options =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return options != null
          && options.getVMOption("TieredCompilation").getValue().equals("true")
          && options.getVMOption("CompilationMode").getValue().equals("default");
    } catch (IllegalArgumentException | LinkageError e) {
      return false; // another JVM, or no jdk.management
    }
  }
}
