package host;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The time of one kind of leak. What a plugin leaves running ends with its turn, so that nothing of
 * it is in the way of the next one.
 */
public final class Turn {

  private static volatile CountDownLatch over = new CountDownLatch(1);
  private static volatile long number;

  private Turn() {}

  /** The number of this turn. */
  public static long number() {
    return number;
  }

  /** Ends this turn, and begins the next. */
  static void next() {
    CountDownLatch before = over;
    over = new CountDownLatch(1);
    number++;
    before.countDown();
  }

  /** Waits for the end of the turn, or for an interrupt. */
  public static Runnable untilOver() {
    return new Wait(over, false);
  }

  /** Waits for the end of the turn, whatever interrupts. */
  public static Runnable untilOverAtAllCosts() {
    return new Wait(over, true);
  }

  /** Keeps {@code local} in a local variable until the turn is over. */
  public static Runnable holdingALocal(Object object) {
    Object[] once = {object};
    return () -> {
      Object local = once[0];
      once[0] = null;
      untilOverAtAllCosts().run();
      if (local.hashCode() == 42) {
        System.out.println(local);
      }
    };
  }

  private static final class Wait implements Runnable {
    private final CountDownLatch latch;
    private final boolean stubborn;

    Wait(CountDownLatch latch, boolean stubborn) {
      this.latch = latch;
      this.stubborn = stubborn;
    }

    @Override
    public void run() {
      while (true) {
        try {
          if (!latch.await(1, TimeUnit.HOURS)) {
            throw new IllegalStateException("the turn has not ended within an hour");
          }
          return;
        } catch (InterruptedException e) {
          if (!stubborn) {
            return;
          }
        }
      }
    }
  }
}
