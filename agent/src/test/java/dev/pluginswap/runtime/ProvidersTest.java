package dev.pluginswap.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pluginswap.api.Problem;
import dev.pluginswap.api.Severity;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.TestPlugin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.ModuleVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTest {

  private static final String GREETER = Greeter.class.getName();
  private static final String SUPPLIER = Supplier.class.getName();

  @TempDir Path directory;
  private RuntimeHarness harness;

  @BeforeEach
  void makeRuntime() {
    harness = new RuntimeHarness(directory);
  }

  private static String answering(String name, String modifiers, String members) {
    return """
        package test;
        %s class %s implements dev.pluginswap.testing.Greeter, java.util.function.Supplier<Object> {
          %s
          @Override public String greet(String name) { return getClass().getSimpleName(); }
          @Override public Object get() { return this; }
        }
        """
        .formatted(modifiers, name, members);
  }

  @Test
  void whatAModuleDescriptorProvidesCountsAfterTheServiceFiles() throws Exception {
    ClassWriter module = new ClassWriter(0);
    module.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
    ModuleVisitor visitor = module.visitModule("p", 0, null);
    visitor.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
    visitor.visitPackage("test");
    visitor.visitProvide(GREETER.replace('.', '/'), "test/A", "test/B");
    visitor.visitProvide("com/acme/Missing", "test/A");
    visitor.visitEnd();
    module.visitEnd();
    Generation live =
        harness.live(
            TestPlugin.of("p", "1")
                .source("test.A", answering("A", "public", ""))
                .source("test.B", answering("B", "public", ""))
                .provides(GREETER, "test.B")
                .jarFile("module-info.class", module.toByteArray()));
    assertThat(live.services()).containsExactly(GREETER);
    assertThat(harness.runtime.handles(Greeter.class))
        .extracting(greeter -> greeter.greet(""))
        .containsExactly("B", "A");
    assertThat(live.problems())
        .extracting(Problem::code)
        .containsExactly("service-left-out"); // com.acme.Missing
  }

  @Test
  void aModuleDescriptorThatIsNoneIsPassedOver() throws Exception {
    Generation live =
        harness.live(
            TestPlugin.of("p", "1")
                .source("test.A", answering("A", "public", ""))
                .provides(GREETER, "test.A")
                .jarFile("module-info.class", new byte[] {1, 2, 3, 4, 5, 6, 7, 8})
                .bundleFile("classes/module-info.class", new byte[0]));
    assertThat(live.services()).containsExactly(GREETER);
    assertThat(live.problems()).isEmpty();
  }

  @Test
  void commentsBlanksAndDuplicatesOfServiceFilesAreUnderstood() throws Exception {
    Generation live =
        harness.live(
            TestPlugin.of("p", "1")
                .source("test.A", answering("A", "public", ""))
                .source("test.B", answering("B", "public", ""))
                .provides(
                    GREETER, "# all of them", "", "  test.B # first", "test.A", "test.B", "#test.C")
                .bundleFile(
                    "classes/META-INF/services/" + GREETER,
                    "test.A".getBytes(StandardCharsets.UTF_8)));
    assertThat(live.problems()).isEmpty();
    assertThat(live.services()).containsExactly(GREETER);
    // classes/ is first on the class path, then the jar.
    assertThat(harness.runtime.handles(Greeter.class))
        .extracting(greeter -> greeter.greet(""))
        .containsExactly("A", "B");
  }

  @Test
  void aClassHasOneInstanceForAllItsServicesAndForTheEntry() throws Exception {
    harness.live(
        TestPlugin.of("p", "1")
            .source(
                "test.Entry",
                """
                package test;
                public class Entry implements dev.pluginswap.api.Plugin,
                    dev.pluginswap.testing.Greeter, java.util.function.Supplier<Object> {
                  private boolean started;
                  @Override public void start(dev.pluginswap.api.PluginContext c) { started = true; }
                  @Override public String greet(String name) { return "started " + started; }
                  @Override public Object get() { return this; }
                }
                """)
            .entry("test.Entry")
            .provides(GREETER, "test.Entry")
            .provides(SUPPLIER, "test.Entry"));
    assertThat(harness.runtime.handle(Greeter.class, null).greet("")).isEqualTo("started true");
    assertThat(((Greeter) harness.runtime.handle(Supplier.class, null).get()).greet(""))
        .isEqualTo("started true");
  }

  @Test
  void aStaticProviderMethodIsPreferred() throws Exception {
    harness.live(
        TestPlugin.of("p", "1")
            .source(
                "test.Factory",
                """
                package test;
                public class Factory {
                  public static dev.pluginswap.testing.Greeter provider() { return name -> "made"; }
                }
                """)
            .provides(GREETER, "test.Factory"));
    assertThat(harness.runtime.handle(Greeter.class, null).greet("")).isEqualTo("made");
  }

  @Test
  void brokenProvidersAreLeftOutAndReported() throws Exception {
    Generation live =
        harness.live(
            TestPlugin.of("p", "1")
                .source("test.Good", answering("Good", "public", ""))
                .source("test.Private", answering("Private", "", ""))
                .source(
                    "test.NoConstructor",
                    answering("NoConstructor", "public", "private NoConstructor() {}"))
                .source("test.Abstract", answering("Abstract", "public abstract", ""))
                .source(
                    "test.Throwing",
                    answering(
                        "Throwing", "public", "static { if (true) throw new Error(\"boom\"); }"))
                .source("test.Unrelated", "package test; public class Unrelated {}")
                .provides(
                    GREETER,
                    "test.Missing",
                    "test.Private",
                    "test.NoConstructor",
                    "test.Abstract",
                    "test.Throwing",
                    "test.Unrelated",
                    "test.Good"));
    assertThat(live.problems())
        .extracting(Problem::where)
        .containsExactly(
            "test.Missing",
            "test.Private",
            "test.NoConstructor",
            "test.Abstract",
            "test.Throwing",
            "test.Unrelated");
    assertThat(live.problems())
        .allSatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo("provider-left-out");
              assertThat(problem.severity()).isEqualTo(Severity.WARNING);
              assertThat(problem.what()).startsWith("provider of " + GREETER + " left out: ");
            });
    assertThat(live.problems().get(4).what()).contains("boom");
    assertThat(harness.runtime.handle(Greeter.class, null).greet("")).isEqualTo("Good");
  }

  @Test
  void serviceTypesThatAreMissingOrNoPublicInterfaceAreLeftOut() throws Exception {
    Generation live =
        harness.live(
            TestPlugin.greeter("p", "1", "hello")
                .provides("com.acme.Missing", "test.Hello")
                .provides("java.lang.Object", "test.Hello"));
    assertThat(live.services()).containsExactly(GREETER);
    assertThat(live.problems())
        .extracting(Problem::code, Problem::where)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "service-left-out", "META-INF/services/com.acme.Missing"),
            org.assertj.core.groups.Tuple.tuple(
                "service-left-out", "META-INF/services/java.lang.Object"));
  }

  @Test
  void aBrokenProviderOfARequiredServiceFailsTheLoad() throws Exception {
    harness.required = Set.of(GREETER);
    TestPlugin plugin = TestPlugin.greeter("p", "1", "hello");
    harness.started(plugin); // whole
    Generation broken = harness.load(plugin.provides(GREETER, "test.Hello", "test.Missing"));
    Problem problem =
        catchThrowableOfType(HookFailedException.class, () -> broken.start(null, null)).problem();
    assertThat(problem.code()).isEqualTo("provider-left-out");
    assertThat(problem.isError()).isTrue();
    assertThat(broken.services()).isEmpty();
  }

  @Test
  void aRequiredServiceThatNobodyProvidesFailsTheLoad() throws Exception {
    harness.required = Set.of(GREETER, SUPPLIER);
    Generation generation = harness.load(TestPlugin.greeter("p", "1", "hello"));
    Problem problem =
        catchThrowableOfType(HookFailedException.class, () -> generation.start(null, null))
            .problem();
    assertThat(problem.code()).isEqualTo("service-missing");
    assertThat(problem.what()).contains(SUPPLIER);
  }
}
