package dev.pluginswap.unload.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who holds the plugin in heaps of a few objects. */
final class HeapHoldersTest {

  private static final String GREETER = "com.acme.greeter.Impl";

  @TempDir Path directory;

  private List<String> holders(SmallHeap heap) throws IOException {
    HeapFindings findings = heap.findings(directory, 10);
    assertThat(findings).isInstanceOf(HeapFindings.Held.class);
    return ((HeapFindings.Held) findings).holders();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void aPluginThatNothingHoldsIsUnheld(int idSize) throws IOException {
    SmallHeap heap = new SmallHeap(idSize);
    heap.plugin();
    assertThat(heap.findings(directory, 10)).isEqualTo(new HeapFindings.Unheld());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void aLoaderOfAnotherNameOrAnotherClassIsNotIt(int idSize) throws IOException {
    SmallHeap heap = new SmallHeap(idSize);
    heap.holding("com.acme.Registry", "loader", heap.plugin());
    Path file = directory.resolve("heap.hprof");
    Files.write(file, heap.out.end());
    for (LoaderMark mark :
        List.of(
            new LoaderMark("acme.PluginLoader", "greeter@1.2.0#70"),
            new LoaderMark("acme.PluginLoader", ""),
            new LoaderMark("acme.PluginLoader2", SmallHeap.MARK.loaderName()))) {
      assertThat(HeapHolders.in(file, mark, 10)).isEqualTo(new HeapFindings.Collected());
    }
    assertThat(HeapHolders.in(file, SmallHeap.MARK, 10)).isInstanceOf(HeapFindings.Held.class);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 0x01, JNI global, true", "8, 0x01, JNI global, true",
    "4, 0x05, class of the JDK, false", "8, 0x05, class of the JDK, false",
    "4, 0x07, locked monitor, false", "8, 0x07, locked monitor, false",
    "4, 0xff, the JVM, false", "8, 0xff, the JVM, false"
  })
  void eachRootWithoutAThreadIsNamed(int idSize, String tag, String words, boolean hasReference)
      throws IOException {
    SmallHeap heap = new SmallHeap(idSize);
    DumpWriter.Bytes root = heap.out.bytes().u1(Integer.decode(tag)).id(heap.plugin());
    heap.out.inHeap((hasReference ? root.id(77) : root).done());
    assertThat(holders(heap)).containsExactly(words + " → " + GREETER);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 0x02, JNI local, true", "8, 0x02, JNI local, true",
    "4, 0x03, local variable, true", "8, 0x03, local variable, true",
    "4, 0x04, native stack, false", "8, 0x04, native stack, false",
    "4, 0x06, thread block, false", "8, 0x06, thread block, false"
  })
  void eachRootOfAThreadIsNamedWithItsFrame(int idSize, String tag, String words, boolean framed)
      throws IOException {
    SmallHeap heap = new SmallHeap(idSize);
    long loop = heap.out.type("com.acme.Loop").extending(heap.object).write();
    long inner = heap.out.frame(loop, "next", "Loop.java", 40);
    long outer = heap.out.frame(loop, "run", "Loop.java", 12);
    int thread = heap.out.thread(heap.thread("worker-3"), inner, outer);
    if (framed) {
      heap.root(Integer.decode(tag), heap.plugin(), thread, 1);
    } else {
      heap.root(Integer.decode(tag), heap.plugin(), thread);
    }
    String frame = framed ? " in com.acme.Loop.run(Loop.java:12)" : "";
    assertThat(holders(heap))
        .containsExactly("thread \"worker-3\"%s: %s → %s".formatted(frame, words, GREETER));
  }

  @ParameterizedTest
  @CsvSource({
    "Loop.java, -3, (native method)", "'', 7, (unknown source)", "Loop.java, -1, (Loop.java)"
  })
  void aFrameWithoutALineSaysWhatIsKnown(String source, int line, String words)
      throws IOException {
    SmallHeap heap = new SmallHeap(8);
    long loop = heap.out.type("com.acme.Loop").extending(heap.object).write();
    int thread = heap.out.thread(heap.thread("a"), heap.out.frame(loop, "run", source, line));
    heap.root(0x03, heap.plugin(), thread, 0);
    assertThat(holders(heap))
        .containsExactly(
            "thread \"a\" in com.acme.Loop.run%s: local variable → %s".formatted(words, GREETER));
  }

  @Test
  void aRootOfAThreadOrFrameThatTheDumpDoesNotHaveIsNamedStill() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    heap.root(0x03, heap.plugin(), 4711, 2);
    int thread = heap.out.thread(heap.thread("b"));
    heap.root(0x03, heap.plugin(), thread, -1);
    heap.root(0x02, heap.plugin(), thread, 99);
    assertThat(holders(heap))
        .containsExactly(
            "local variable → " + GREETER,
            "thread \"b\": local variable → " + GREETER,
            "thread \"b\": JNI local → " + GREETER);
  }

  @Test
  void aThreadThatIsInAMethodOfThePluginHoldsItsClass() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    long frame = heap.out.frame(heap.greeter, "serve", "Impl.java", 5);
    heap.out.thread(heap.thread("busy"), frame);
    assertThat(holders(heap))
        .containsExactly(
            "thread \"busy\" in com.acme.greeter.Impl.serve(Impl.java:5): is running it → class "
                + GREETER);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void aThreadOfThePluginIsNamed(int idSize) throws IOException {
    SmallHeap heap = new SmallHeap(idSize);
    long type =
        heap.out.type("com.acme.greeter.Poller").extending(heap.threadType).loadedBy(heap.loader).write();
    heap.out.thread(heap.out.instance(type, heap.string("poll\ner"), 0));
    assertThat(holders(heap)).containsExactly("running thread \"poll?er\" → thread \"poll?er\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void aStaticFieldIsNamedAndTheWayToItsClassIsNot(int idSize) throws IOException {
    SmallHeap heap = new SmallHeap(idSize);
    long appType = heap.out.type("acme.AppLoader").extending(heap.classLoader).write();
    long app = heap.out.instance(appType, 0, heap.string("app"));
    heap.global(app);
    long list =
        heap.out.type("java.util.ArrayList").extending(heap.object).with("elementData").write();
    long elements = heap.out.array(heap.objects, 0, heap.object, 0, heap.plugin());
    heap.out
        .type("com.acme.Registry")
        .extending(heap.object)
        .loadedBy(app)
        .holding("other", 0)
        .holding("listeners", heap.out.instance(list, elements))
        .write();
    assertThat(holders(heap))
        .containsExactly("static com.acme.Registry.listeners → ArrayList[3] → " + GREETER);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void aFieldThatASuperClassDeclaresIsFollowedBehindValuesOfEachType(int idSize)
      throws IOException {
    SmallHeap heap = new SmallHeap(idSize);
    DumpWriter.Type values = heap.out.type("com.acme.Base").extending(heap.object);
    for (int type = 4; type <= 11; type++) {
      values.with("value" + type, type);
    }
    long base = values.with("listener").write();
    long derived =
        heap.out.type("com.acme.Derived").extending(base).with("own").with("n", 10).write();
    byte[] ownThenBase =
        heap.out.bytes().id(0).u4(5).raw(new byte[1 + 2 + 4 + 8 + 1 + 2 + 4 + 8]).id(heap.plugin()).done();
    heap.global(heap.out.instance(heap.out.newId(), derived, ownThenBase));
    assertThat(holders(heap))
        .containsExactly("JNI global → com.acme.Derived.listener → " + GREETER);
  }

  @Test
  void referencesDoNotHoldWhatTheyReferToButWhatTheirOtherFieldsDo() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    for (String kind : List.of("Weak", "Soft", "Phantom", "Final")) {
      long type =
          heap.out.type("java.lang.ref." + kind + "Reference").extending(heap.reference).write();
      long own = heap.out.type("com.acme." + kind + "Entry").extending(type).with("referent").write();
      heap.global(heap.out.instance(own, 0, heap.plugin(), 0));
    }
    assertThat(heap.findings(directory, 10)).isEqualTo(new HeapFindings.Unheld());

    SmallHeap second = new SmallHeap(8);
    long entry =
        second.out.type("com.acme.Entry").extending(second.reference).with("referent").write();
    second.global(second.out.instance(entry, second.plugin(), 0, 0)); // of the same name, its own
    second.global(second.out.instance(entry, 0, 0, second.plugin())); // the queue
    assertThat(holders(second))
        .containsExactly(
            "JNI global → com.acme.Entry.referent → " + GREETER,
            "JNI global → com.acme.Entry.queue → " + GREETER);
  }

  @Test
  void thePluginsLoaderItsClassesItsArraysAndLoadersBelowAreThePlugins() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    long middle = heap.loader("middle", heap.loader);
    long child = heap.loader("child", middle);
    long script =
        heap.out.type("script.Code").extending(heap.object).loadedBy(child).with("next").write();
    long array =
        heap.out.type("[Lcom.acme.greeter.Impl;").extending(heap.object).loadedBy(heap.loader).write();
    heap.holding("a.A", "field", heap.loader);
    heap.holding("a.B", "field", child);
    heap.holding("a.C", "field", heap.greeter);
    heap.holding("a.D", "field", heap.out.instance(script, 0));
    heap.holding("a.E", "field", heap.out.array(array, 0));
    heap.holding("a.F", "field", heap.loader("other@1.0#1", 0));
    assertThat(holders(heap))
        .containsExactlyInAnyOrder(
            "static a.A.field → class loader greeter@1.2.0#7",
            "static a.B.field → class loader child",
            "static a.C.field → class com.acme.greeter.Impl",
            "static a.D.field → script.Code",
            "static a.E.field → com.acme.greeter.Impl[]");
  }

  @Test
  void whatOnlyThePluginLeadsToIsNotGoneInto() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    long box = heap.out.type("com.acme.Box").extending(heap.object).with("content").write();
    long back = heap.out.instance(box, heap.plugin());
    heap.holding("a.A", "field", heap.out.instance(heap.greeter, back));
    assertThat(holders(heap)).containsExactly("static a.A.field → " + GREETER);
  }

  @Test
  void instancesHoldTheirClassAndLoadersTheirClasses() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    long type = heap.out.type("acme.AppLoader").extending(heap.classLoader).write();
    long app = heap.out.instance(type, 0, heap.string("app"));
    long first = heap.out.type("com.acme.First").extending(heap.object).loadedBy(app).write();
    heap.out
        .type("com.acme.Second")
        .extending(heap.object)
        .loadedBy(app)
        .holding("it", heap.plugin())
        .write();
    heap.global(heap.out.instance(first));
    assertThat(holders(heap)).containsExactly("static com.acme.Second.it → " + GREETER);
  }

  @Test
  void aProtectionDomainIsHeldByItsClass() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    long domain =
        heap.out.type("java.security.ProtectionDomain").extending(heap.object).with("classloader").write();
    long held = heap.out.instance(domain, heap.loader);
    heap.global(heap.out.type("com.acme.Proxy").extending(heap.object).in(held).write());
    assertThat(holders(heap))
        .containsExactly(
            "JNI global → class com.acme.Proxy → java.security.ProtectionDomain.classloader → class"
                + " loader greeter@1.2.0#7");
  }

  @Test
  void threadLocalsAreNamedByTheirThread() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    String map = "java.lang.ThreadLocal$ThreadLocalMap";
    long entryType =
        heap.out.type(map + "$Entry").extending(heap.reference).with("value").write();
    long tableType = heap.out.type("[L" + map + "$Entry;").extending(heap.object).write();
    long mapType = heap.out.type(map).extending(heap.object).with("table").write();
    long entry = heap.out.instance(entryType, heap.plugin(), 0, 0);
    long locals = heap.out.instance(mapType, heap.out.array(tableType, 0, entry));
    heap.out.thread(heap.out.instance(heap.threadType, heap.utf16("wörker"), locals));
    assertThat(holders(heap)).containsExactly("thread \"wörker\": thread local → " + GREETER);
  }

  @Test
  void rootsAndObjectsThatTheDumpDoesNotHaveAreNothing() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    heap.global(0);
    heap.global(Long.MAX_VALUE);
    heap.global(1);
    heap.global(heap.out.array(heap.objects, 3, 0x7777_7777L, heap.plugin()));
    assertThat(holders(heap)).containsExactly("JNI global → java.lang.Object[2] → " + GREETER);
  }

  @Test
  void objectsThatReferToEachOtherAreGoneIntoOnce() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    long node = heap.out.type("com.acme.Node").extending(heap.object).with("next", "value").write();
    long first = heap.out.newId();
    long last = heap.out.newId();
    long middle = heap.out.instance(node, last, first);
    heap.out.instance(first, node, heap.out.bytes().id(middle).id(first).done());
    heap.out.instance(last, node, heap.out.bytes().id(first).id(heap.plugin()).done());
    heap.global(first);
    assertThat(holders(heap))
        .containsExactly("JNI global → com.acme.Node.next (2 times) → com.acme.Node.value → " + GREETER);
  }

  @Test
  void pathsOfTheSameWordsAreToldOnceAndOnlySoManyOthers() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    heap.global(heap.plugin());
    heap.global(heap.plugin());
    for (int i = 0; i < 5; i++) {
      heap.holding("a.A" + i, "field", heap.plugin());
    }
    heap.holding("a.Z", "field", heap.out.array(heap.objects, heap.plugin(), heap.plugin()));
    assertThat(heap.findings(directory, 3))
        .isEqualTo(
            new HeapFindings.Held(
                List.of(
                    "JNI global → " + GREETER + " (2 times)",
                    "static a.A0.field → " + GREETER,
                    "static a.A1.field → " + GREETER,
                    "… and 4 more")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0c, 0x1c})
  void recordsMayLieInAnyNumberOfSegments(int tag) throws IOException {
    SmallHeap heap = new SmallHeap(new DumpWriter(8, "1.0.1"));
    long plugin = heap.plugin();
    heap.out.segment(tag);
    heap.out.record(0x07, new byte[24]); // a summary, of which nothing is used
    heap.out.segment(tag);
    heap.global(plugin);
    heap.out.segment(tag);
    byte[] dump = tag == 0x0c ? heap.out.soFar() : heap.out.end();
    assertThat(SmallHeap.findings(directory, dump, 6, 10))
        .isEqualTo(new HeapFindings.Held(List.of("JNI global → " + GREETER)));
  }

  @Test
  void tooLittleMemoryIsSaidBeforeItIsUsedUp() throws IOException {
    SmallHeap heap = new SmallHeap(8);
    Path file = directory.resolve("heap.hprof");
    Files.write(file, heap.out.end());
    assertThatThrownBy(() -> HeapHolders.in(DumpFile.open(file), SmallHeap.MARK, 1, 24L << 20))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            "\\Q%s\\E has \\d+ objects, whose search takes 25 MiB of heap, and there are 24 MiB; give it more"
                .formatted(file));
  }
}
