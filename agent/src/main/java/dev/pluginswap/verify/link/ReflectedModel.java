package dev.pluginswap.verify.link;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Models of loaded classes. Agents transform classes while they are defined, so what is loaded may
 * differ from its class file.
 */
final class ReflectedModel {

  /** The class file version of Java N is N + 44 (JVMS 4.1, table 4.1-A). */
  private static final int CLASS_VERSION_OFFSET = 44;

  private ReflectedModel() {}

  /**
   * What a loaded class is like.
   *
   * @param file the model of its class file, which knows what reflection would have to load classes
   *     for; null when there is none, as of generated classes
   */
  static ClassModel of(Class<?> type, Origin origin, @Nullable ClassModel file) {
    List<Member> methods = new ArrayList<>();
    List<Member> fields = new ArrayList<>();
    try {
      members(type, methods, fields);
    } catch (LinkageError e) {
      // A signature names a class that the workspace does not have: only its class file can tell.
      if (file != null) {
        return file;
      }
    }
    Class<?> parent = type.getSuperclass();
    List<String> interfaces = new ArrayList<>();
    for (Class<?> each : type.getInterfaces()) {
      interfaces.add(Names.internal(each.getName()));
    }
    boolean isInterface = type.isInterface();
    return new ClassModel(
        origin,
        "",
        Names.internal(type.getName()),
        file == null ? Runtime.version().feature() + CLASS_VERSION_OFFSET : file.version(),
        // The modifiers of a nested class are those of its declaration, not of its class file.
        file == null ? type.getModifiers() : file.access(),
        parent == null ? (isInterface ? Names.OBJECT : null) : Names.internal(parent.getName()),
        interfaces,
        new Members(methods.toArray(Member[]::new)),
        new Members(fields.toArray(Member[]::new)),
        file == null ? null : file.permitted(),
        file == null ? null : file.nestHost(),
        file == null ? List.of() : file.nestMembers());
  }

  private static void members(Class<?> type, List<Member> methods, List<Member> fields) {
    for (Method method : type.getDeclaredMethods()) {
      methods.add(
          new Member(method.getName(), Type.getMethodDescriptor(method), method.getModifiers()));
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      methods.add(
          new Member(
              "<init>", Type.getConstructorDescriptor(constructor), constructor.getModifiers()));
    }
    for (Field field : type.getDeclaredFields()) {
      fields.add(
          new Member(field.getName(), Type.getDescriptor(field.getType()), field.getModifiers()));
    }
  }
}
