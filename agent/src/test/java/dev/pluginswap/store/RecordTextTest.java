package dev.pluginswap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.bundle.Digest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordTextTest {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final Digest A = Operator.digest("A");
  private static final Digest B = Operator.digest("B");
  private static final Digest C = Operator.digest("C");
  private static final VersionRecord RECORD =
      new VersionRecord(
          "greeter", 7, C, B, List.of(new Retained(A, NOW.minusSeconds(5)), new Retained(B, NOW)));

  @Test
  void whatWasWrittenIsRead() throws Exception {
    List<VersionRecord> records =
        List.of(
            RECORD,
            new VersionRecord("greeter", 1, A, null, List.of()),
            new VersionRecord("greeter", Long.MAX_VALUE, null, null, List.of()),
            new VersionRecord("greeter", 2, null, B, List.of(new Retained(B, Instant.EPOCH))));
    for (VersionRecord record : records) {
      assertThat(RecordText.read("greeter", RecordText.write(record))).isEqualTo(record);
    }
  }

  @Test
  void everyChangeOfASingleByteIsDetected() {
    byte[] good = RecordText.write(RECORD);
    Random random = new Random(1);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      for (int bit = 0; bit < 8; bit++) {
        bad[i] = (byte) (good[i] ^ 1 << bit);
        assertDamaged(bad);
      }
      bad[i] = (byte) (good[i] + 1 + random.nextInt(255));
      assertDamaged(bad);
    }
  }

  @Test
  void everyCutAndEveryLostOrDoubledByteIsDetected() {
    byte[] good = RecordText.write(RECORD);
    for (int i = 0; i < good.length; i++) {
      assertDamaged(Arrays.copyOf(good, i));
      byte[] lost = new byte[good.length - 1];
      System.arraycopy(good, 0, lost, 0, i);
      System.arraycopy(good, i + 1, lost, i, lost.length - i);
      assertDamaged(lost);
      byte[] doubled = new byte[good.length + 1];
      System.arraycopy(good, 0, doubled, 0, i + 1);
      System.arraycopy(good, i, doubled, i + 1, good.length - i);
      assertDamaged(doubled);
    }
    assertDamaged(new byte[good.length]);
  }

  @Test
  void aRecordThatContradictsItselfIsRefusedThoughItsChecksumIsRight() {
    assertSensible("current " + C, "current " + A);
    assertSensible("generation 7", "generation 0");
    assertSensible("generation 7", "generation 07");
    assertSensible("previous " + B, "previous " + Operator.digest("X"));
    assertSensible("retained " + A, "retained " + B);
    assertSensible(NOW.toString(), "yesterday");
    assertSensible("plugin-swap record 1", "plugin-swap record 2");
    assertSensible("plugin greeter", "plugin ../etc");
  }

  @Test
  void damageIsCalledDamageWhateverTheContentSeemsToSay() {
    String text = new String(RecordText.write(RECORD), java.nio.charset.StandardCharsets.US_ASCII);
    byte[] bad =
        text.replace("previous " + B, "previous " + Operator.digest("X"))
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> RecordText.read("greeter", bad))
        .hasMessage("the checksum does not match the content");
  }

  @Test
  void theRecordOfAnotherPluginIsRefused() {
    assertThatThrownBy(() -> RecordText.read("other", RecordText.write(RECORD)))
        .isInstanceOf(RecordText.DamagedException.class)
        .hasMessage("it is the record of another plugin, 'greeter'");
  }

  /** With a checksum that is right again. */
  private static void assertSensible(String from, String to) {
    String text = new String(RecordText.write(RECORD), java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(text).contains(from);
    String before = text.substring(0, text.indexOf("checksum ")).replace(from, to);
    byte[] bytes = before.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    String bad = before + "checksum " + Digest.ofBytes(bytes) + "\n";
    assertDamaged(bad.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  private static void assertDamaged(byte[] bytes) {
    assertThatThrownBy(() -> RecordText.read("greeter", bytes))
        .as("%s", new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
        .isInstanceOf(RecordText.DamagedException.class);
  }
}
