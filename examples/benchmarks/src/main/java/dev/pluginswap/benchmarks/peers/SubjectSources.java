package dev.pluginswap.benchmarks.peers;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The {@link Subject} in Java: sources by class name. */
final class SubjectSources {

  /** What provides the service. */
  static final String PROVIDER = "subject.Provider";

  /** What is told of the start and the stop of the plugin; another class for each {@link Kind}. */
  static final String ENTRY = "subject.Entry";

  private static final String PART =
      """
      package subject;
      final class Part%1$d implements Comparable<Part%1$d> {
        private final int[] numbers = {%1$d, 2, 3, 5, 7, 11, 13};
        private final String name = "part %1$d";
        private long changed;

        int value(int x) {
          int sum = x;
          for (int number : numbers) {
            sum = 31 * sum + number;
          }
          changed++;
          return sum;
        }

        String describe(Object other) {
          StringBuilder text = new StringBuilder(name).append(' ').append(changed);
          if (other instanceof Part%1$d part) {
            text.append(" beside ").append(part.name);
          } else if (other instanceof CharSequence sequence) {
            text.append(" beside text of ").append(sequence.length());
          }
          return text.toString();
        }

        static int parse(String text, int otherwise) {
          try {
            return Integer.parseInt(text.trim());
          } catch (NumberFormatException e) {
            return otherwise;
          }
        }

        @Override public int compareTo(Part%1$d other) {
          return Integer.compare(numbers.length, other.numbers.length);
        }

        @Override public boolean equals(Object other) {
          return other instanceof Part%1$d part && part.name.equals(name) && part.changed == changed;
        }

        @Override public int hashCode() {
          return 31 * name.hashCode() + Long.hashCode(changed);
        }
      }
      """;

  private static final String PROVIDER_SOURCE =
      """
      package subject;
      public final class Provider implements %s {
        static volatile boolean stopped;
        private static final java.util.concurrent.atomic.AtomicInteger NEXT =
            new java.util.concurrent.atomic.AtomicInteger();
        private int sum;

        public Provider() {
      %s
        }

        @Override public int call(int x) {
          return x + 1;
        }

        @Override public int answer() {
          return stopped ? -%3$d : %3$d;
        }

        @Override public int slow(int millis) throws InterruptedException {
          Thread.sleep(millis);
          switch (NEXT.getAndIncrement()) {
      %4$s
            default: break;
          }
          return answer();
        }

        @Override public ClassLoader loader() {
          return getClass().getClassLoader();
        }
      }
      """;

  private SubjectSources() {}

  /** The classes that all versions have in common. */
  static Map<String, String> parts(int classes) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (int part = 0; part < classes - 1; part++) {
      sources.put("subject.Part" + part, PART.formatted(part));
    }
    return sources;
  }

  /**
   * The class that says which version it is.
   *
   * @param classes how many there are with it
   * @param use when the others are needed
   */
  static Map<String, String> provider(int version, int classes, PartUse use) {
    String inConstructor = use == PartUse.AT_ONCE ? uses(classes, "    %s") : "";
    String inCalls = use == PartUse.ONE_A_CALL ? uses(classes, "      case %2$d: %1$s break;") : "";
    return Map.of(
        PROVIDER,
        PROVIDER_SOURCE.formatted(Service.class.getName(), inConstructor, version, inCalls));
  }

  private static String uses(int classes, String line) {
    return IntStream.range(0, classes - 1)
        .mapToObj(part -> line.formatted("sum += new Part" + part + "().value(sum);", part))
        .collect(Collectors.joining("\n"));
  }

  /** The entry for a kind; empty if the kind has none. */
  static Map<String, String> entry(Kind kind) {
    String source =
        switch (kind) {
          case PLAIN -> "";
          case PLUGIN_SWAP ->
              """
              package subject;
              public final class Entry implements dev.pluginswap.api.Plugin {
                @Override public void stop() {
                  Provider.stopped = true;
                }
              }
              """;
          case PF4J ->
              """
              package subject;
              public final class Entry extends org.pf4j.Plugin {
                @Override public void stop() {
                  Provider.stopped = true;
                }
              }
              """;
          case FELIX ->
              """
              package subject;
              import org.osgi.framework.BundleActivator;
              import org.osgi.framework.BundleContext;
              public final class Entry implements BundleActivator {
                @Override public void start(BundleContext context) {
                  context.registerService(%s.class, new Provider(), null);
                }
                @Override public void stop(BundleContext context) {
                  Provider.stopped = true;
                }
              }
              """
                  .formatted(Service.class.getName());
        };
    return source.isEmpty() ? Map.of() : Map.of(ENTRY, source);
  }
}
