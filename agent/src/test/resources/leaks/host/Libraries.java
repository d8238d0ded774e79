package host;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.cache.CacheBuilder;
import com.google.common.eventbus.EventBus;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Libraries of the host, each made when it is first used. */
public final class Libraries {

  private Libraries() {}

  /** Jackson. */
  public static final class Json {
    public static final ObjectMapper MAPPER = new ObjectMapper();
  }

  /** Guava. */
  public static final class Guava {
    public static final com.google.common.cache.Cache<Object, Object> CACHE =
        CacheBuilder.newBuilder().maximumSize(100).build();
    public static final EventBus BUS = new EventBus("of the host");
  }

  /** Caffeine, without threads of its own. */
  public static final class Caffeinated {
    public static final com.github.benmanes.caffeine.cache.Cache<Object, Object> CACHE =
        Caffeine.newBuilder().maximumSize(100).executor(Runnable::run).build();
    public static final com.github.benmanes.caffeine.cache.Cache<Object, Object> WEAK =
        Caffeine.newBuilder().weakValues().executor(Runnable::run).build();
  }

  /** Logback. */
  public static final class Logback {
    public static final ConsoleAppender<ILoggingEvent> APPENDER = new ConsoleAppender<>();
  }

  /** Micrometer. */
  public static final class Meters {
    public static final SimpleMeterRegistry REGISTRY = new SimpleMeterRegistry();
    public static final java.util.function.ToDoubleFunction<java.util.Collection<?>> SIZE =
        java.util.Collection::size;
    public static final CompositeMeterRegistry COMPOSITE = new CompositeMeterRegistry();

    static {
      COMPOSITE.add(new SimpleMeterRegistry());
    }
  }
}
