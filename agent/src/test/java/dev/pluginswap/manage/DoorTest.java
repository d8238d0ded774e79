package dev.pluginswap.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class DoorTest {

  private final FakeOperations operations = new FakeOperations();
  private final Door door = new Door(operations);

  @Test
  void aCancelAnswersWithTheNameOfItsOutcome() {
    assertThat(door.apply("cancel", Map.of("name", "https://host/a.zip"))).isEqualTo("CANCELLED");
    assertThat(operations.asked).containsExactly("cancel https://host/a.zip");
  }

  @Test
  void aSourceIsAddedUntilItIsTakenAway() {
    Function<Map<String, Object>, Path> resolver = fetch -> Path.of("/" + fetch.get("source"));
    Runnable end =
        (Runnable) door.apply("addSource", Map.of("scheme", "vault", "resolver", resolver));
    end.run();
    assertThat(operations.asked).containsExactly("addSource vault /vault:x", "removeSource vault");
  }
}
