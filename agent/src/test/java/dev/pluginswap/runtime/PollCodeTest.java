package dev.pluginswap.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.testing.PluginJars;
import dev.pluginswap.testing.TestPlugin;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class PollCodeTest {

  /** Nanoseconds on a processor after which a loop has been compiled. */
  private static final long COMPILED = 100_000_000;

  @TempDir Path directory;
  private RuntimeHarness polling;
  private RuntimeHarness plain;

  @BeforeEach
  void makeRuntimes() {
    polling = RuntimeHarness.polling(directory.resolve("polling"));
    plain = new RuntimeHarness(directory.resolve("plain"));
  }

  /** Loads classes as a generation, with poll points already in them. */
  private PluginClassLoader polled(Map<String, byte[]> classes) throws Exception {
    TestPlugin plugin = TestPlugin.of("loops", "1");
    classes.forEach(
        (path, code) ->
            plugin.jarFile(path, Objects.requireNonNullElse(PollCode.insertInto(code), code)));
    return polling.load(plugin).loader();
  }

  private PluginClassLoader unchanged(Map<String, byte[]> classes) throws Exception {
    TestPlugin plugin = TestPlugin.of("loops", "1");
    classes.forEach(plugin::jarFile);
    return plain.load(plugin).loader();
  }

  /** The poll points of each method that has some. */
  private static Map<String, Integer> polls(byte @Nullable [] code) {
    Map<String, Integer> found = new TreeMap<>();
    new ClassReader(Objects.requireNonNull(code))
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String method, String type, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitInvokeDynamicInsn(
                      String name, String descriptor, Handle bootstrap, Object... arguments) {
                    if (bootstrap.getOwner().endsWith("/PollPoint")) {
                      assertThat(descriptor).isEqualTo("()V");
                      found.merge(method, 1, Integer::sum);
                    }
                  }
                };
              }
            },
            0);
    return found;
  }

  private static long call(Class<?> type, String method, Object... arguments) throws Exception {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, int.class);
    return (long) type.getMethod(method, types).invoke(null, arguments);
  }

  @Test
  void eachJumpBackHasOneAndNothingElseHas() {
    Map<String, byte[]> classes = PluginJars.compile(LoopSources.FINITE);
    assertThat(polls(PollCode.insertInto(classes.get("test/Loops.class"))))
        .containsAllEntriesOf(
            Map.of("whileTrue", 1, "forLoop", 1, "doWhile", 1, "nested", 3, "onTheStack", 2))
        .containsAllEntriesOf(Map.of("<init>", 1, "array", 1, "resources", 1, "synchronised", 2))
        .containsKeys("switched", "lookup", "tryFinally", "caught", "labelled")
        .doesNotContainKey("run");
    assertThat(polls(PollCode.insertInto(classes.get("test/Counting.class"))))
        .isEqualTo(Map.of("count", 1, "twice", 1));
    assertThat(PollCode.insertInto(classes.get("test/Base.class"))).isNull();
  }

  @Test
  void aSwitchThatLeadsBackHasOne() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "test/Switch", null, "java/lang/Object", null);
    for (String name : List.of("tableBack", "tableDefaultBack", "lookupBack", "forward")) {
      MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, name, "(I)V", null, null);
      Label begin = new Label();
      Label end = new Label();
      code.visitCode();
      code.visitLabel(begin);
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      code.visitVarInsn(Opcodes.ILOAD, 0);
      switch (name) {
        case "tableBack" -> code.visitTableSwitchInsn(1, 2, end, end, begin);
        case "tableDefaultBack" -> code.visitTableSwitchInsn(1, 1, begin, end);
        case "lookupBack" ->
            code.visitLookupSwitchInsn(end, new int[] {5, 500}, new Label[] {begin, end});
        default -> code.visitLookupSwitchInsn(end, new int[] {5}, new Label[] {end});
      }
      code.visitLabel(end);
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      code.visitInsn(Opcodes.RETURN);
      code.visitMaxs(1, 1);
      code.visitEnd();
    }
    writer.visitEnd();
    assertThat(polls(PollCode.insertInto(writer.toByteArray())))
        .isEqualTo(Map.of("tableBack", 1, "tableDefaultBack", 1, "lookupBack", 1));
  }

  @Test
  void whatLoopsGivesTheSameAsBefore() throws Exception {
    Map<String, byte[]> classes = PluginJars.compile(LoopSources.FINITE);
    Class<?> before = unchanged(classes).loadClass("test.Loops");
    Class<?> after = polled(classes).loadClass("test.Loops");
    for (int shape = 0; shape < LoopSources.SHAPES; shape++) {
      for (int n : new int[] {0, 1, 2, 7, 100, 3_000}) {
        assertThat(call(after, "run", shape, n))
            .as("shape %d of %d", shape, n)
            .isEqualTo(call(before, "run", shape, n));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 320, 500, 1_250, 1_300, 2_300})
  void aMethodThatWouldBecomeTooLargeDoesNotChange(int loops) throws Exception {
    Map<String, byte[]> classes = PluginJars.compile(LoopSources.large(loops, 0));
    byte[] code = classes.get("test/Large.class");
    Map<String, Integer> polls = polls(PollCode.insertInto(code));
    int size = code.length - 1_000; // of the method, roughly
    assertThat(polls).containsEntry("small", 1);
    if (loops == 320 || loops == 2_300) { // a little below 8,000 and 65,535 bytes
      assertThat(polls).as("with %d bytes", size).hasSize(1);
    } else {
      assertThat(polls).as("with %d bytes", size).containsEntry("large", loops + 1);
    }
    Class<?> type = polled(classes).loadClass("test.Large");
    assertThat(call(type, "large", 3)).isEqualTo(9L * loops);
    assertThat(call(type, "small", 3)).isEqualTo(3);
  }

  @Test
  void norDoesOneThatBecomesTooLargeByItsWideJumps() throws Exception {
    Map<String, byte[]> classes = PluginJars.compile(LoopSources.large(2_105, 300));
    assertThat(polls(PollCode.insertInto(classes.get("test/Large.class"))))
        .isEqualTo(Map.of("small", 1));
    assertThat(call(polled(classes).loadClass("test.Large"), "large", 3)).isEqualTo(18_945);
  }

  @Test
  void classesFromBeforeJava7StayAsTheyWere() {
    byte[] code = PluginJars.compile(LoopSources.large(1, 0)).get("test/Large.class");
    assertThat(PollCode.insertInto(code)).isNotNull();
    code[7] = Opcodes.V1_6;
    assertThat(PollCode.insertInto(code)).isNull();
  }

  @ParameterizedTest
  @MethodSource("endless")
  void noLoopIsEndlessWhenItsThreadIsStopped(int shape) throws Exception {
    PluginClassLoader loader = polled(PluginJars.compile(LoopSources.ENDLESS));
    Constructor<?> endless = loader.loadClass("test.Endless").getConstructor(int.class);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread stopped = looping((Runnable) endless.newInstance(shape), thrown);
    Thread other = looping((Runnable) endless.newInstance(shape), new AtomicReference<>());

    assertThat(PollPoints.stop(loader, List.of(stopped))).containsExactly(stopped);
    assertThat(PollPoints.stop(loader, List.of(stopped))).as("a second time").isEmpty();
    stopped.interrupt();
    stopped.join(20_000);

    assertThat(stopped.isAlive()).isFalse();
    assertThat(thrown.get())
        .isInstanceOf(GenerationStoppedError.class)
        .hasMessage(
            "this thread of %s has to end, for that is no longer in service"
                .formatted(loader.getName()));
    assertThat(thrown.get().getStackTrace()).isEmpty();
    assertThat(other.isAlive()).as("a thread that nobody named").isTrue();
    assertThat(PollPoints.stop(loader, List.of(other))).containsExactly(other);
    other.interrupt();
    other.join(20_000);
    assertThat(other.isAlive()).isFalse();
  }

  static IntStream endless() {
    return IntStream.range(0, LoopSources.ENDLESS_SHAPES);
  }

  /** A thread that waits in its loop, or has been at it for so long that it is compiled. */
  private static Thread looping(Runnable loop, AtomicReference<Throwable> thrown) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (Throwable e) {
                thrown.set(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (thread.getState() == Thread.State.RUNNABLE
        && ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()) < COMPILED) {
      assertThat(System.nanoTime()).as("loops in time").isLessThan(end);
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void whenNobodyIsToBeStoppedAnyMoreItIsAsBefore() throws Exception {
    PluginClassLoader loader = polled(PluginJars.compile(LoopSources.FINITE));
    Class<?> type = loader.loadClass("test.Loops");
    Thread.UncaughtExceptionHandler handler = Thread.currentThread().getUncaughtExceptionHandler();
    PollPoints.stop(loader, List.of(Thread.currentThread()));
    try {
      assertThatThrownBy(() -> call(type, "run", 1, 10))
          .hasCauseInstanceOf(GenerationStoppedError.class);
    } finally {
      Thread.currentThread().setUncaughtExceptionHandler(handler);
    }
    PollPoints.stop(loader, List.of());
    assertThat(call(type, "run", 1, 10)).isEqualTo(135);
  }

  @Test
  void onlyAGenerationWithPollPointsHasACallSite() throws Exception {
    PluginClassLoader plain = unchanged(PluginJars.compile(LoopSources.FINITE));
    List<Thread> current = List.of(Thread.currentThread());
    assertThat(PollPoints.stop(plain, current)).isEmpty();
    assertThat(PollPoints.stop(getClass().getClassLoader(), current)).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                PollPoint.bootstrap(
                    MethodHandles.lookup(), "poll", MethodType.methodType(void.class)))
        .withMessageContaining("is not the loader of a generation with poll points");
    try (PluginClassLoader probe =
        polling.runtime.loader(polling.bundle(TestPlugin.of("loops", "1")), "loops@1?probe")) {
      assertThat(probe.polls()).as("of a loader to verify with").isNull();
    }
  }
}
