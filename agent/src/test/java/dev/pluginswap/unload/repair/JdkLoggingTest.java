package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.ErrorManager;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JdkLoggingTest {

  /** Takes nothing. */
  static final class Sink extends Handler {
    Sink() {}

    @Override
    public void publish(LogRecord record) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Lets nothing through. */
  static final class Closed implements Filter {
    Closed() {}

    @Override
    public boolean isLoggable(LogRecord record) {
      return false;
    }
  }

  /** Says nothing. */
  static final class Mute extends Formatter {
    Mute() {}

    @Override
    public String format(LogRecord record) {
      return "";
    }
  }

  /** Manages nothing. */
  static final class Careless extends ErrorManager {
    Careless() {}
  }

  /** Between {@code CONFIG} and {@code INFO}. */
  static final class Own extends Level {
    private static final long serialVersionUID = 1;

    Own() {
      super("ACME", 750);
    }
  }

  /** Listens. */
  static final class Listener implements Runnable {
    Listener() {}

    @Override
    public void run() {}
  }

  private static final Class<?>[] OWN = {
    Sink.class, Closed.class, Mute.class, Careless.class, Own.class, Listener.class
  };

  private final Acme plugin = new Acme("v1", OWN);
  private final Acme next = new Acme("v2", OWN);
  private final Logger logger = Logger.getLogger("com.acme.host");
  private final Handler hosts = new Sink();

  @AfterEach
  void clean() throws Exception {
    logger.setFilter(null);
    logger.setLevel(null);
    for (Handler handler : logger.getHandlers()) {
      logger.removeHandler(handler);
    }
    new JdkLogging().sweep(next.departed());
  }

  @Test
  void whatIsThePluginsLeavesTheLoggers() throws Exception {
    Handler own = plugin.make(Sink.class, Handler.class);
    Logger.getLogger("").addHandler(own);
    logger.addHandler(hosts);
    logger.setFilter(plugin.make(Closed.class, Filter.class));
    hosts.setFilter(plugin.make(Closed.class, Filter.class));
    hosts.setFormatter(plugin.make(Mute.class, Formatter.class));
    hosts.setErrorManager(plugin.make(Careless.class, ErrorManager.class));
    Runnable listener = plugin.make(Listener.class, Runnable.class);
    LogManager.getLogManager().addConfigurationListener(listener);
    assertThat(new JdkLogging().sweep(plugin.departed()))
        .hasSize(6)
        .contains("took the handler %s from logger \"\"".formatted(Sink.class.getName()))
        .contains("took the listener %s from LogManager".formatted(Listener.class.getName()));
    assertThat(Logger.getLogger("").getHandlers()).doesNotContain(own);
    assertThat(logger.getHandlers()).containsExactly(hosts);
    assertThat(logger.getFilter()).isNull();
    assertThat(hosts.getFilter()).isNull();
    assertThat(hosts.getFormatter()).isExactlyInstanceOf(SimpleFormatter.class);
    assertThat(hosts.getErrorManager()).isExactlyInstanceOf(ErrorManager.class);
  }

  @Test
  void levelsOfThePluginBecomeTheJdksOfTheSameNumber() throws Exception {
    logger.setLevel(plugin.make(Own.class, Level.class));
    logger.addHandler(hosts);
    hosts.setLevel(plugin.make(Own.class, Level.class));
    assertThat(new JdkLogging().sweep(plugin.departed()))
        .containsExactlyInAnyOrder(
            "took the levelObject %s from logger \"com.acme.host\"".formatted(Own.class.getName()),
            "took the logLevel %s from handler %s"
                .formatted(Own.class.getName(), Sink.class.getName()));
    assertThat(logger.getLevel()).isExactlyInstanceOf(Level.class);
    assertThat(logger.getLevel().intValue()).isEqualTo(750);
    assertThat(hosts.getLevel().intValue()).isEqualTo(750);
    assertThat(logger.isLoggable(Level.INFO)).isTrue();
    assertThat(logger.isLoggable(Level.CONFIG)).isFalse();
  }

  @Test
  void whatIsOfOthersStays() throws Exception {
    Handler ofNext = next.make(Sink.class, Handler.class);
    Filter filter = next.make(Closed.class, Filter.class);
    logger.addHandler(ofNext);
    logger.setFilter(filter);
    Level level = next.make(Own.class, Level.class);
    logger.setLevel(level);
    assertThat(new JdkLogging().sweep(plugin.departed())).isEmpty();
    assertThat(logger.getHandlers()).containsExactly(ofNext);
    assertThat(logger.getFilter()).isSameAs(filter);
    assertThat(logger.getLevel()).isSameAs(level);
  }
}
