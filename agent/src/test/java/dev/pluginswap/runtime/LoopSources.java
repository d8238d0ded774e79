package dev.pluginswap.runtime;

import java.util.Map;

/** Java sources of plugins whose methods loop in every way that there is. */
final class LoopSources {

  /**
   * Applies the loop of that number: {@code run(int, int)}; from {@link #SHAPES} on there are none.
   */
  static final Map<String, String> FINITE =
      Map.of(
          "test.Loops",
          """
          package test;
          public class Loops extends Base implements Counting {
            Loops(int n) {
              super(switch (n) { default -> { int s = 0; for (int i = 0; i < n; i++) s += i; yield s; } });
            }
            public static long run(int shape, int n) {
              return switch (shape) {
                case 0 -> whileTrue(n);
                case 1 -> forLoop(n);
                case 2 -> doWhile(n);
                case 3 -> nested(n);
                case 4 -> switched(n);
                case 5 -> lookup(n);
                case 6 -> tryFinally(n);
                case 7 -> caught(n);
                case 8 -> onTheStack(n);
                case 9 -> labelled(n);
                case 10 -> synchronised(n);
                case 11 -> new Loops(n).base;
                case 12 -> Counting.count(n);
                case 13 -> new Loops(0).twice(n);
                case 14 -> lambda(n);
                case 15 -> resources(n);
                case 16 -> array(new double[n + 1]);
                default -> throw new IllegalArgumentException();
              };
            }
            static long whileTrue(int n) { long s = 0; while (true) { if (n-- <= 0) return s; s += n; } }
            static long forLoop(int n) { long s = 0; for (long i = 0; i < n; i++) s += i * 3; return s; }
            static long doWhile(int n) { long s = 0; do { s += 7; } while (--n > 0); return s; }
            static long nested(int n) {
              long s = 0;
              for (int i = 0; i < n; i++) { int j = 0; while (j < i) { do { s += j++; } while (j % 3 != 0); } }
              return s;
            }
            static long switched(int n) {
              long s = 0;
              while (n > 0) {
                switch (n-- % 4) { case 0: s++; continue; case 1: s += 2; break; case 2: continue; default: s += 5; }
                s *= 3;
              }
              return s;
            }
            static long lookup(int n) {
              long s = 0;
              again: while (true) {
                switch (n--) { case 1: s++; continue again; case 1000: s += 2; continue; case 0: return s; default: continue again; }
              }
            }
            static long tryFinally(int n) {
              long s = 0;
              while (n > 0) { try { if (n % 2 == 0) continue; s += n; } finally { n--; for (int i = 0; i < 2; i++) s++; } }
              return s;
            }
            static long caught(int n) {
              long s = 0;
              while (n > 0) {
                try { if (n-- % 3 == 0) throw new IllegalStateException("x"); s++; }
                catch (IllegalStateException e) { s += 100; if (n % 2 == 0) continue; s++; }
              }
              return s;
            }
            static long onTheStack(int n) {
              long s = 3L + switch (n) { default -> { long t = 0; for (int i = 0; i < n; i++) t += i; yield t; } };
              double d = 0.5 * s + switch (n) { default -> { double t = 0; int i = 0; while (i++ < n) t += 0.25; yield t; } };
              return s + Double.doubleToLongBits(d);
            }
            static long labelled(int n) {
              long s = 0;
              outer: for (int i = 0; i < n; i++) { for (int j = 0; ; j++) { if (j > i) continue outer; if (s > 1000) break outer; s++; } }
              return s;
            }
            static long synchronised(int n) {
              long s = 0;
              while (n > 0) synchronized (Loops.class) { do { s++; } while (--n % 5 != 0); }
              return s;
            }
            static long lambda(int n) {
              java.util.function.LongUnaryOperator sum = x -> { long s = 0; while (x > 0) s += x--; return s; };
              return sum.applyAsLong(n);
            }
            static long resources(int n) {
              long[] s = {0};
              while (n-- > 0) { try (AutoCloseable a = () -> s[0]++) { s[0] += 2; } catch (Exception e) { throw new RuntimeException(e); } }
              return s[0];
            }
            static long array(double[] values) {
              double s = 1; for (double value : values) s += value + 1; return (long) s;
            }
          }
          """,
          "test.Base",
          """
          package test;
          class Base { final int base; Base(int base) { this.base = base; } }
          """,
          "test.Counting",
          """
          package test;
          interface Counting {
            static long count(int n) { long s = 0; for (Object o : new Object[n]) s++; return s; }
            default long twice(int n) { long s = 0; for (int i = 0; i < n; i++) s += 2; return s; }
          }
          """);

  /** How many there are. */
  static final int SHAPES = 17;

  /** Loops that never end; each has the number of its constructor's argument. */
  static final Map<String, String> ENDLESS =
      Map.of(
          "test.Endless",
          """
          package test;
          import java.util.concurrent.locks.LockSupport;
          public class Endless implements Runnable {
            static volatile boolean never;
            final int shape;
            int work;
            public Endless(int shape) { this.shape = shape; }
            @Override public void run() {
              switch (shape) {
                case 0: for (;;);
                case 1: while (true) work++;
                case 2: do { work += 3; } while (!never);
                case 3: while (true) { try { while (true) work++; } catch (Throwable t) { work--; } }
                case 4: while (!never) { try { if (work++ < 0) continue; } finally { for (int i = 0; i < 10; i++) work++; } }
                case 5: while (true) { switch (work++ & 3) { case 0: continue; case 1: break; default: continue; } work++; }
                case 6: while (true) LockSupport.park();
                case 7: while (true) { try { Thread.sleep(3_600_000); } catch (InterruptedException e) { work++; } }
                case 8: while (true) synchronized (this) { work++; }
                default: for (long i = 0; ; i++) work += switch (work) { default -> { int s = 0; while (!never) s++; yield s; } };
              }
            }
          }
          """);

  /** How many there are. */
  static final int ENDLESS_SHAPES = 10;

  private LoopSources() {}

  /**
   * A class with one outer loop around many, each of about 25 bytes of code, and a small method:
   * {@code test.Large.large(int)} and {@code small(int)}.
   *
   * @param exits jumps from its beginning to its end, of about 13 bytes
   */
  static Map<String, String> large(int loops, int exits) {
    return Map.of(
        "test.Large",
        """
        package test;
        public class Large {
          public static long large(int n) {
            long s = 0;
            for (int k = 0; k < n; k++) {
        %s%s    }
            return s;
          }
          public static long small(int n) { long s = 0; while (n-- > 0) s++; return s; }
        }
        """
            .formatted(
                "      if (s < -n) break;\n".repeat(exits),
                "      for (int i = 0; i < n; i++) s += i;\n".repeat(loops)));
  }
}
