package dev.pluginswap.verify.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.verify.ClassFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** That the short way over a class file leaves out nothing that the long one finds. */
class CodeConstantsTest {

  @Test
  void nothingThatCodeNeedsIsLeftOut() throws Exception {
    int[] uses = new int[1];
    // One without dynamic calls, and one full of them.
    List<Path> jars = List.of(jarOf(ByteBuddy.class), jarOf(Assertions.class));
    try (ClassFiles files = new ClassFiles(jars, Runtime.version())) {
      files.forEach(
          (name, where, buffer, length, source) -> {
            byte[] file = Arrays.copyOf(buffer, length);
            Mentions found = mentions(file);
            Set<MemberRef> members = new HashSet<>(found.members());
            Set<String> types = new HashSet<>();
            found.forEachType(types::add);
            for (MethodCode method :
                PluginCodeVisitor.read(file, new Signature.Cache()).methods().values()) {
              for (Use use : method.uses()) {
                uses[0]++;
                if (use instanceof Use.OfMember member) {
                  assertThat(members).as(where).contains(member.ref());
                } else if (use instanceof Use.OfType type) {
                  assertThat(types).as(where).contains(type.name());
                } else if (use instanceof Use.OfSubtype subtype) {
                  assertIsKnown(types, subtype.from(), where);
                  assertIsKnown(types, subtype.to(), where);
                }
              }
            }
          });
    }
    assertThat(uses[0]).isGreaterThan(50_000);
  }

  /** The verifier knows some classes by itself. */
  private static void assertIsKnown(Set<String> types, String nameOrArray, String where) {
    String name = Names.element(nameOrArray);
    if (name != null && !name.startsWith("java/lang/")) {
      assertThat(types).as(where).contains(name);
    }
  }

  @Test
  void aClassThatNoCodeNeedsIsLeftOut() throws IOException {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT,
        "a/A",
        null,
        "java/lang/Object",
        null);
    writer.visitInnerClass("gone/Outer$Inner", "gone/Outer", "Inner", Opcodes.ACC_STATIC);
    writer
        .visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT,
            "m",
            "(Lgone/Parameter;)V",
            null,
            new String[] {"gone/Thrown"})
        .visitEnd();
    writer.visitEnd();
    Set<String> types = new HashSet<>();

    mentions(writer.toByteArray()).forEachType(types::add);

    assertThat(types).containsExactly("a/A");
  }

  @Test
  void whatADynamicCallReturnsIsNeeded() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "a/A", null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "m", "()V", null, null);
    method.visitCode();
    method.visitInvokeDynamicInsn(
        "run",
        "()Lgone/Job;",
        new Handle(Opcodes.H_INVOKESTATIC, "gone/Makers", "make", "()V", false),
        Type.getMethodType("(Lgone/Parameter;)V"));
    method.visitInsn(Opcodes.POP);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(1, 0);
    method.visitEnd();
    writer.visitEnd();
    Set<String> types = new HashSet<>();

    mentions(writer.toByteArray()).forEachType(types::add);

    assertThat(types).containsExactlyInAnyOrder("a/A", "gone/Job", "gone/Makers", "gone/Parameter");
  }

  @Test
  void aFileThatIsCutOffMakesNoSense() throws Exception {
    byte[] file;
    try (var in = CodeConstantsTest.class.getResourceAsStream("CodeConstantsTest.class")) {
      file = in.readAllBytes();
    }
    assertThat(mentions(file).members()).isNotEmpty();
    for (int length = 10; length < file.length; length += 7) {
      int cut = length;
      // What stands behind the end, as in a buffer that is used again, must not heal it.
      assertThatThrownBy(() -> new ClassFile(file, cut, new Texts()).model(Origin.PLUGIN, "x"))
          .as("%d of %d bytes", cut, file.length)
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void aFileWithAnyByteChangedIsEitherReadOrMakesNoSense() throws Exception {
    byte[] file;
    try (var in = CodeConstantsTest.class.getResourceAsStream("CodeConstantsTest.class")) {
      file = in.readAllBytes();
    }
    Random random = new Random(1);
    Texts texts = new Texts();
    int read = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] changed = file.clone();
      changed[random.nextInt(file.length)] = (byte) random.nextInt();
      try {
        ClassFile mutant = new ClassFile(changed, changed.length, texts);
        mutant.model(Origin.PLUGIN, "x");
        for (Mentions mentions : List.of(mutant.mentions(), mutant.codeMentions())) {
          // Every number stands for something.
          assertThat(mentions.members()).doesNotContainNull();
          assertThat(mentions.names()).doesNotContainNull();
          for (int number : mentions.dynamicNumbers()) {
            assertThat(texts.text(number)).isNotNull();
          }
        }
        read++;
      } catch (RuntimeException e) {
        assertThat(e).isNotInstanceOf(NullPointerException.class);
      }
    }
    assertThat(read).isBetween(1000, 3999);
  }

  @Test
  void whatALargerFileHasLeftInTheRoomIsNoConstantOfASmallerOne() throws Exception {
    byte[] large = content(CodeConstantsTest.class);
    byte[] small = content(Iterable.class);
    Texts texts = new Texts();
    Constants constants = new Constants(small, small.length, texts);
    int beyond = constants.count();
    List<Integer> places = new ArrayList<>(List.of(constants.end() + 2)); // this_class
    for (int i = 1; i < beyond; i++) {
      if (constants.tag(i) == Constants.INTERFACE_METHOD_REF) {
        places.add(constants.offset(i));
        places.add(constants.offset(i) + 2);
      }
    }
    assertThat(places).hasSizeGreaterThan(2);
    for (int place : places) {
      for (int index = beyond; index < beyond + 40; index++) {
        new ClassFile(large, large.length, texts).model(Origin.PLUGIN, "large");
        byte[] changed = small.clone();
        changed[place] = (byte) (index >> 8);
        changed[place + 1] = (byte) index;
        ClassFile file = new ClassFile(changed, changed.length, texts);
        assertThatThrownBy(
                () -> {
                  file.model(Origin.PLUGIN, "small");
                  file.mentions();
                })
            .hasMessageContaining("there is no constant");
      }
    }
  }

  private static byte[] content(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static Mentions mentions(byte[] file) {
    return new ClassFile(file, new Texts()).codeMentions();
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
