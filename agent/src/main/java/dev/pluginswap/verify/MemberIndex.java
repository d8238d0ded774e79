package dev.pluginswap.verify;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.Type;

/**
 * The members of the workspace's classes, looked up as the JVM does by name and descriptor through
 * superclasses and superinterfaces (JVMS 5.4.3.2 to 5.4.3.4), without their access. Loads, but
 * never initialises. Not thread-safe.
 */
final class MemberIndex {

  private final ClassLoader loader;

  /** Names with descriptors of all members by owner; null members when the class is not there. */
  private final Map<String, Members> byOwner = new HashMap<>();

  MemberIndex(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * What a class has.
   *
   * @param exists whether there is such a class
   * @param complete whether all its members are known
   */
  private record Members(boolean exists, boolean complete, Set<String> signatures) {}

  /**
   * Whether the member is there; true as well when the JVM cannot tell, since nothing is proven
   * then.
   */
  boolean has(MemberReference reference) {
    Members members = byOwner.computeIfAbsent(reference.owner(), this::read);
    if (!members.exists() || reference.isClass()) {
      return members.exists();
    }
    return !members.complete()
        || members.signatures().contains(reference.name() + reference.descriptor());
  }

  private Members read(String owner) {
    Set<String> signatures = new HashSet<>();
    try {
      Class<?> type = Class.forName(owner, false, loader);
      collect(type, signatures);
      if (type.isInterface()) {
        collect(Object.class, signatures); // JVMS 5.4.3.4: an interface has Object's public methods
      }
      return new Members(true, true, signatures);
    } catch (ClassNotFoundException e) {
      return new Members(false, true, signatures);
    } catch (LinkageError e) {
      // The workspace's own class does not link (an optional dependency is missing): proves
      // nothing.
      return new Members(true, false, signatures);
    }
  }

  private static void collect(Class<?> type, Set<String> signatures) {
    for (Method method : type.getDeclaredMethods()) {
      signatures.add(method.getName() + Type.getMethodDescriptor(method));
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      signatures.add("<init>" + Type.getConstructorDescriptor(constructor));
    }
    for (Field field : type.getDeclaredFields()) {
      signatures.add(field.getName() + Type.getDescriptor(field.getType()));
    }
    if (type.getSuperclass() != null) {
      Set<String> inherited = new HashSet<>();
      collect(type.getSuperclass(), inherited);
      inherited.removeIf(signature -> signature.startsWith("<init>"));
      signatures.addAll(inherited);
    }
    for (Class<?> parent : type.getInterfaces()) {
      collect(parent, signatures);
    }
  }
}
