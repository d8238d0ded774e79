package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pluginswap.unload.walk.Leftover;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class ThreadGroupsTest {

  private static final boolean KNOWS_ITS_THREADS = Runtime.version().feature() < 19;

  private final Leftover plugin = new Leftover();

  private ThreadGroup group(ThreadGroup parent) {
    return plugin.object(
        ThreadGroup.class, new Class<?>[] {ThreadGroup.class, String.class}, parent, "plugin's");
  }

  private List<String> holders() {
    return Application.holders(plugin, "roup");
  }

  @Test
  void aThreadMovesToTheGroupAboveThePlugins() throws Exception {
    assumeTrue(!KNOWS_ITS_THREADS);
    ThreadGroup above = new ThreadGroup("the application's");
    CountDownLatch end = new CountDownLatch(1);
    Thread thread = waiting(group(group(above)), end);
    try {
      assertThat(holders()).isNotEmpty();
      assertThat(Application.repair(new ThreadGroups(), plugin))
          .contains(
              "moved thread \"in a group\" to the thread group above its own,"
                  + " com.acme.greeter.ThreadGroupImpl");
      assertThat(thread.getThreadGroup()).isSameAs(above);
      assertThat(holders()).isEmpty();
    } finally {
      end.countDown();
      thread.join();
    }
  }

  @Test
  void anEmptyGroupIsDestroyedAndOneWithThreadsStays() throws Exception {
    assumeTrue(KNOWS_ITS_THREADS);
    CountDownLatch end = new CountDownLatch(1);
    ThreadGroup above = Thread.currentThread().getThreadGroup();
    ThreadGroup used = group(above);
    Thread thread = waiting(used, end);
    ThreadGroup empty = group(above);
    try {
      assertThat(Application.repair(new ThreadGroups(), plugin))
          .containsExactly("destroyed the empty thread group com.acme.greeter.ThreadGroupImpl");
      ThreadGroup[] left = new ThreadGroup[above.activeGroupCount() + 1];
      above.enumerate(left);
      assertThat(left).contains(used).doesNotContain(empty);
      assertThat(thread.getThreadGroup()).isSameAs(used);
    } finally {
      end.countDown();
      thread.join();
    }
    Application.repair(new ThreadGroups(), plugin);
    assertThat(holders()).isEmpty();
  }

  private static Thread waiting(ThreadGroup group, CountDownLatch end) {
    Thread thread =
        new Thread(
            group,
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            "in a group");
    thread.start();
    return thread;
  }
}
