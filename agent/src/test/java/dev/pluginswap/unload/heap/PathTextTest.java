package dev.pluginswap.unload.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths in words. */
final class PathTextTest {

  private static final Hop TARGET = new Hop(Hop.Kind.OBJECT, "acme.Impl", "", Hop.END);

  private static Hop field(String type, String name) {
    return new Hop(Hop.Kind.OBJECT, type, "", new Link.Field(name));
  }

  private static Hop element(String type, long position) {
    return new Hop(Hop.Kind.OBJECT, type, "", new Link.Element(position));
  }

  private static String path(Hop... hops) {
    return PathText.of("JNI global", List.of(hops), TARGET);
  }

  @ParameterizedTest
  @CsvSource({
    "java.util.ArrayList, elementData, ArrayList[3]",
    "java.util.Vector, elementData, Vector[3]",
    "java.util.ArrayDeque, elements, ArrayDeque[3]",
    "java.util.PriorityQueue, queue, PriorityQueue[3]",
    "java.util.concurrent.CopyOnWriteArrayList, array, CopyOnWriteArrayList[3]",
    "java.util.ImmutableCollections$ListN, elements, ListN[3]",
    "java.util.ImmutableCollections$MapN, table, MapN{…}",
    "java.util.IdentityHashMap, table, IdentityHashMap{…}",
  })
  void theArrayOfACollectionIsLeftOut(String type, String name, String words) {
    assertThat(path(field(type, name), element("java.lang.Object[]", 3)))
        .isEqualTo("JNI global → " + words + " → acme.Impl");
  }

  @Test
  void theTableOfAMapIsLeftOut() {
    assertThat(
            path(
                field("java.util.HashSet", "map"),
                field("java.util.HashMap", "table"),
                element("java.util.HashMap$Node[]", 5),
                field("java.util.HashMap$Node", "next"),
                field("java.util.HashMap$Node", "key")))
        .isEqualTo("JNI global → HashSet{…} → acme.Impl");
    assertThat(
            path(
                field("java.util.LinkedHashMap", "head"),
                field("java.util.LinkedHashMap$Entry", "after"),
                field("java.util.LinkedHashMap$Entry", "value")))
        .isEqualTo("JNI global → LinkedHashMap{…} → acme.Impl");
  }

  @Test
  void aCollectionInACollectionIsToldAndAWrapperIsNot() {
    assertThat(
            path(
                field("java.util.Collections$SynchronizedMap", "m"),
                field("java.util.TreeMap", "root"),
                field("java.util.TreeMap$Entry", "value"),
                field("java.util.ArrayList", "elementData"),
                element("java.lang.Object[]", 0)))
        .isEqualTo("JNI global → SynchronizedMap{…} → ArrayList[0] → acme.Impl");
    assertThat(
            path(
                field("java.util.HashMap", "table"),
                element("java.util.HashMap$Node[]", 5),
                field("java.util.HashMap$Node", "value"),
                field("java.util.ImmutableCollections$List12", "e0")))
        .isEqualTo("JNI global → HashMap{…} → List12{…} → acme.Impl");
  }

  @Test
  void whatIsNoCollectionIsToldByItsFieldsAndPlaces() {
    assertThat(
            path(
                field("java.util.HashMap$Node", "value"),
                element("acme.Slot[][]", 2),
                element("acme.Slot[]", 7),
                field("acme.Slot", "map"),
                field("java.util.Optional", "value")))
        .isEqualTo(
            "JNI global → java.util.HashMap$Node.value → acme.Slot[][2] → acme.Slot[7] → acme.Slot.map →"
                + " java.util.Optional.value → acme.Impl");
  }

  @Test
  void thePathBeginsAtTheLastStaticField() {
    assertThat(
            path(
                new Hop(Hop.Kind.CLASS, "a.A", "", new Link.Static("loaders")),
                new Hop(Hop.Kind.LOADER, "a.Loader", "", new Link.Internal("its classes")),
                new Hop(Hop.Kind.CLASS, "b.B", "", new Link.Static("it"))))
        .isEqualTo("static b.B.it → acme.Impl");
    assertThat(
            path(new Hop(Hop.Kind.CLASS, "b.B", "", new Link.Static("<resolved_references>")),
                element("java.lang.Object[]", 4)))
        .isEqualTo("code of class b.B → java.lang.Object[4] → acme.Impl");
  }

  @Test
  void aThreadIsToldByItsName() {
    Link locals = new Link.Field("inheritableThreadLocals");
    assertThat(
            PathText.of(
                "",
                List.of(
                    new Hop(Hop.Kind.THREAD, "java.lang.Thread", "w", locals),
                    field("java.lang.ThreadLocal$ThreadLocalMap", "table"),
                    element("java.lang.ThreadLocal$ThreadLocalMap$Entry[]", 1),
                    field("java.lang.ThreadLocal$ThreadLocalMap$Entry", "value"),
                    field("acme.Context", "current")),
                TARGET))
        .isEqualTo(
            "thread \"w\": inheritable thread local → acme.Context.current → acme.Impl");
    Link context = new Link.Field("contextClassLoader");
    assertThat(
            PathText.of(
                "",
                List.of(new Hop(Hop.Kind.THREAD, "java.lang.Thread", "w", context)),
                new Hop(Hop.Kind.LOADER, "acme.Loader", "", Hop.END)))
        .isEqualTo("thread \"w\".contextClassLoader → class loader acme.Loader");
  }

  @Test
  void aLambdaIsToldByItsClass() {
    assertThat(path(field("acme.Host$$Lambda+0x0000000012345678", "arg$1")))
        .isEqualTo("JNI global → a lambda of acme.Host.arg$1 → acme.Impl");
  }

  @Test
  void aLongPathLosesItsMiddle() {
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      hops.add(field("acme.T" + i, "f"));
    }
    assertThat(PathText.of("JNI global", hops, TARGET))
        .isEqualTo(
            "JNI global → acme.T0.f → acme.T1.f → acme.T2.f → acme.T3.f → … 22 more … → acme.T26.f →"
                + " acme.T27.f → acme.T28.f → acme.T29.f → acme.Impl");
  }
}
