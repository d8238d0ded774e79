package dev.pluginswap.unload.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are cut short, or lie. */
@Timeout(300) // A loop without end is what is looked for; nothing here takes seconds.
final class BrokenDumpTest {

  @TempDir Path directory;

  /** A dump with a record of every kind. */
  private static byte[] dump(int idSize) {
    SmallHeap heap = new SmallHeap(idSize);
    long frame = heap.out.frame(heap.greeter, "serve", "Impl.java", 5);
    int thread = heap.out.thread(heap.thread("busy"), frame);
    long plugin = heap.plugin();
    heap.global(plugin);
    for (int tag : new int[] {0x02, 0x03}) {
      heap.root(tag, plugin, thread, 0);
    }
    for (int tag : new int[] {0x04, 0x06}) {
      heap.root(tag, plugin, thread);
    }
    for (int tag : new int[] {0x05, 0x07, 0xff}) {
      heap.root(tag, plugin);
    }
    heap.holding("com.acme.Registry", "all", heap.out.array(heap.objects, plugin, plugin));
    heap.out.record(0x07, new byte[24]);
    return heap.out.end();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void aWholeDumpIsRead(int idSize) throws IOException {
    assertThat(SmallHeap.findings(directory, dump(idSize), 30, 20))
        .isInstanceOfSatisfying(
            HeapFindings.Held.class, held -> assertThat(held.holders()).hasSize(10));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void aDumpThatIsCutAnywhereIsRefusedWithTheFileAndTheOffset(int idSize) {
    byte[] whole = dump(idSize);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> SmallHeap.findings(directory, cut, 30, 10))
          .as("cut to %d of %d bytes", length, whole.length)
          .isInstanceOf(BrokenDumpException.class)
          .hasMessageMatching(
              "\\Q%s\\E is no whole heap dump: at offset \\d+ expected .+, but .+; take another dump"
                  .formatted(directory.resolve("heap.hprof")));
    }
  }

  /** Whatever is written over whichever bytes: an answer or an exception that says what is wrong. */
  @ParameterizedTest
  @CsvSource({
    "4, ffffffff", "8, ffffffff", "8, 7fffffff", "8, 00000000", "8, 00000fff"
  })
  void numbersThatLieEndInAnAnswerOrAnIoException(int idSize, String hex) throws IOException {
    byte[] whole = dump(idSize);
    int lie = Integer.parseUnsignedInt(hex, 16);
    Set<String> outcomes = new HashSet<>();
    for (int at = 0; at + 4 <= whole.length; at++) {
      byte[] lying = whole.clone();
      ByteBuffer.wrap(lying).putInt(at, lie);
      outcomes.add(outcome(lying, "at " + at));
    }
    assertThat(outcomes).contains("Held", "BrokenDumpException");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void tagsAndTypesThatLieEndInAnAnswerOrAnIoException(int idSize) throws IOException {
    byte[] whole = dump(idSize);
    Set<String> outcomes = new HashSet<>();
    for (int value : new int[] {0, 2, 0x21}) {
      for (int at = 0; at < whole.length; at++) {
        byte[] lying = whole.clone();
        lying[at] = (byte) value;
        outcomes.add(outcome(lying, "%d at %d".formatted(value, at)));
      }
    }
    assertThat(outcomes).contains("Held", "BrokenDumpException");
  }

  private String outcome(byte[] dump, String what) throws IOException {
    try {
      return SmallHeap.findings(directory, dump, 30, 10).getClass().getSimpleName();
    } catch (BrokenDumpException e) {
      assertThat(e).as(what).hasMessageContaining("at offset ");
      return "BrokenDumpException";
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what, e);
    }
  }

  @Test
  void classesThatExtendEachOtherAreRefused() throws IOException {
    DumpWriter out = new DumpWriter(8);
    DumpWriter.Type first = out.type("a.A");
    long second = out.type("a.B").extending(first.id()).write();
    first.extending(second).write();
    assertThatThrownBy(() -> SmallHeap.findings(directory, out.end(), 30, 10))
        .isInstanceOf(BrokenDumpException.class)
        .hasMessageContaining("expected a class that ends in Object, but it extends itself");
  }

  @Test
  void anInstanceThatIsShorterThanItsClassSaysIsRefused() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    heap.global(heap.out.instance(heap.out.newId(), heap.reference, new byte[9]));
    assertThatThrownBy(() -> heap.findings(directory, 10))
        .isInstanceOf(BrokenDumpException.class)
        .hasMessageContaining(
            "expected an instance with the 16 bytes of fields that its class says, but it has 9");
  }

  @Test
  void anInstanceOfNoClassIsRefused() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    heap.global(heap.out.instance(0x7777_7777L));
    assertThatThrownBy(() -> heap.findings(directory, 10))
        .isInstanceOf(BrokenDumpException.class)
        .hasMessageContaining("expected an object of a class of this dump");
  }

  @Test
  void aFileThatIsNoDumpIsRefusedWithItsName() throws IOException {
    Path file = directory.resolve("notes.txt");
    Files.writeString(file, "these are notes, and there are some of them in here");
    assertThatThrownBy(() -> HeapHolders.in(file, SmallHeap.MARK, 1))
        .isInstanceOf(BrokenDumpException.class)
        .hasMessage(
            file
                + " is no whole heap dump: at offset 0 expected JAVA PROFILE 1.0.1 or 1.0.2, but there"
                + " is something else; take another dump");
  }
}
