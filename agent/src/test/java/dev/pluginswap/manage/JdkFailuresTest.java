package dev.pluginswap.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class JdkFailuresTest {

  private static final class Ours extends RuntimeException {
    Ours(String message, Throwable cause) {
      super(message);
      if (cause != null) {
        initCause(cause);
      }
    }
  }

  private static final class OurArgument extends IllegalArgumentException {
    OurArgument(String message) {
      super(message);
    }
  }

  @Test
  void noClassOfOursIsLeftInTheChain() {
    Ours failure = new Ours("outer", new IOException("middle", new Ours("inner", null)));
    failure.addSuppressed(new Ours("beside", null));

    Throwable jdk = JdkFailures.of(failure);

    assertThat(jdk)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(Ours.class.getName() + ": outer");
    assertThat(jdk.getStackTrace()).isEqualTo(failure.getStackTrace());
    assertThat(jdk.getSuppressed()).isEmpty();
    assertThat(jdk.getCause())
        .isExactlyInstanceOf(RuntimeException.class)
        .hasMessage("java.io.IOException: middle");
    assertThat(jdk.getCause().getCause())
        .isExactlyInstanceOf(RuntimeException.class)
        .hasMessage(Ours.class.getName() + ": inner")
        .hasNoCause();
  }

  @Test
  void anArgumentsKindAndMessageStay() {
    assertThat(JdkFailures.of(new OurArgument("no plugin 'x'")))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("no plugin 'x'");
  }

  @Test
  void aCycleOfCausesEnds() {
    Ours first = new Ours("first", null);
    Ours second = new Ours("second", first);
    first.initCause(second);

    assertThat(JdkFailures.of(first)).hasMessageEndingWith("first");
  }

  @Test
  void anErrorBecomesAnExceptionThatNamesIt() {
    assertThat(JdkFailures.of(new NoClassDefFoundError("com/acme/Gone")))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("java.lang.NoClassDefFoundError: com/acme/Gone");
  }
}
