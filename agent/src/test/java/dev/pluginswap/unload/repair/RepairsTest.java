package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Leftover;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RepairsTest {

  /** Says its name, or throws. */
  private record Saying(String name, boolean isDefault, int since, int until, boolean fails)
      implements Sweep {
    @Override
    public String meaning() {
      return "for tests";
    }

    @Override
    public List<String> sweep(Departed departed) {
      if (fails) {
        throw new IllegalStateException(name + " does not work on this JDK");
      }
      return List.of(name);
    }
  }

  private static final List<Repair> KNOWN =
      List.of(
          new Saying("usual", true, 17, 99, false),
          new Saying("failing", true, 17, 99, true),
          new Saying("daring", false, 17, 99, false),
          new Saying("old", true, 17, 23, false),
          new Saying("last", true, 17, 99, false));

  private static List<String> swept(Set<String> off, Set<String> on, int release) {
    return Repairs.of(KNOWN, off, on, release).sweep(new Leftover().departed());
  }

  @Test
  void thoseThatNobodyNoticesRunAndAFailureEndsNothing() {
    assertThat(swept(Set.of(), Set.of(), 17)).containsExactly("usual", "old", "last");
  }

  @Test
  void eachCanBeSwitchedOff() {
    assertThat(swept(Set.of("usual", "old"), Set.of(), 17)).containsExactly("last");
    assertThat(swept(Set.of("all"), Set.of("daring"), 17)).isEmpty();
  }

  @Test
  void othersRunWhenTheyAreAskedFor() {
    assertThat(swept(Set.of(), Set.of("daring"), 17)).contains("daring");
    assertThat(swept(Set.of("usual"), Set.of("all"), 17)).containsExactly("daring", "old", "last");
  }

  @Test
  void whatIsForOtherReleasesDoesNotRun() {
    assertThat(swept(Set.of(), Set.of(), 25)).containsExactly("usual", "last");
  }

  @Test
  void aNameThatThereIsNotIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> swept(Set.of("usal"), Set.of(), 17))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'usal' is no repair; there are: all, usual, failing, daring, old, last");
  }
}
