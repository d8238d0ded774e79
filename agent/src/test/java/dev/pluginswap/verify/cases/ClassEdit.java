package dev.pluginswap.verify.cases;

import dev.pluginswap.testing.PluginJars;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Something done to class files that javac cannot be made to write. In a case: {@code edit: <side>
 * <class or *> <verb> <arguments>}, where the side is {@code plugin} or {@code v2} (the host that
 * the plugin meets).
 *
 * <p>Verbs:
 *
 * <ul>
 *   <li>{@code rename A B}: internal names; the class itself keeps its file
 *   <li>{@code version N [preview]}: the class file's major version
 *   <li>{@code flags class|method:NAME|field:NAME +flag -flag}: access flags
 *   <li>{@code super X}, {@code implements X}: in place of what there is
 *   <li>{@code nest-host X}: claims to be of that nest
 *   <li>{@code drop NAME}: leaves out all methods of that name
 *   <li>{@code call OWNER.NAME static|virtual|interface|special}: changes the instruction
 *   <li>{@code owner NAME X}: names another class in calls of, and accesses to, that member
 *   <li>{@code condy OWNER.NAME}: the string constant {@code "@condy"} becomes a dynamic constant
 *   <li>{@code switch NAME typeSwitch|enumSwitch LABEL…}: a call of that method becomes the dynamic
 *       call that selects a label of a pattern switch
 *   <li>{@code cut N}: leaves the first N bytes
 *   <li>{@code remove}: leaves the whole class file out
 * </ul>
 */
record ClassEdit(Side side, String className, String verb, List<String> arguments) {

  /** Whose class files. */
  enum Side {
    PLUGIN,
    V2
  }

  ClassEdit {
    arguments = List.copyOf(arguments);
  }

  static ClassEdit parse(String text) {
    String[] words = text.split("\\s+");
    return new ClassEdit(
        words[0].equals("plugin") ? Side.PLUGIN : Side.V2,
        words[1],
        words[2],
        Arrays.asList(words).subList(3, words.length));
  }

  /** The class files, by their path in a jar, after this edit. */
  Map<String, byte[]> apply(Map<String, byte[]> classes) {
    Map<String, byte[]> edited = new HashMap<>();
    String suffix = PluginJars.pathOf(className);
    boolean found = false;
    for (Map.Entry<String, byte[]> file : classes.entrySet()) {
      boolean meant =
          file.getKey().endsWith(".class")
              && (className.equals("*") || file.getKey().endsWith(suffix));
      found |= meant;
      if (!meant) {
        edited.put(file.getKey(), file.getValue());
      } else if (!verb.equals("remove")) {
        edited.put(file.getKey(), bytes().apply(file.getValue()));
      }
    }
    if (!found) {
      throw new IllegalArgumentException("there is no class to edit: " + this);
    }
    return edited;
  }

  private UnaryOperator<byte[]> bytes() {
    return switch (verb) {
      case "cut" -> bytes -> Arrays.copyOf(bytes, Integer.parseInt(arguments.get(0)));
      case "version" -> this::version;
      default -> this::visited;
    };
  }

  private byte[] version(byte[] bytes) {
    byte[] edited = bytes.clone();
    int major = Integer.parseInt(arguments.get(0));
    byte minor = (byte) (arguments.contains("preview") ? 0xFF : 0);
    edited[4] = minor;
    edited[5] = minor;
    edited[6] = (byte) (major >> 8);
    edited[7] = (byte) major;
    return edited;
  }

  private byte[] visited(byte[] bytes) {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor visitor =
        verb.equals("rename")
            ? new ClassRemapper(
                writer,
                new SimpleRemapper(OpenedClassReader.ASM_API, arguments.get(0), arguments.get(1)))
            : new EditingVisitor(writer, verb, arguments);
    new ClassReader(bytes).accept(visitor, 0);
    return writer.toByteArray();
  }
}
