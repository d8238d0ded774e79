package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Link;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Walk;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields and array elements of the application that refer to the plugin become null, unless they
 * refer to something else by now; one that refers to the plugin's loader gets the workspace's
 * instead. Of the JDK's, only those of atomic references and optionals. Left alone are fields of
 * records, of enums, of hidden classes and final static ones, which the JVM takes for constants,
 * and all of Kotlin, whose code does not expect null.
 */
final class SeverFields implements EdgeRepair {

  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Object[].class);

  private static final Set<String> REFERENCES =
      Set.of(
          "java.util.concurrent.atomic.AtomicReference",
          "java.util.concurrent.atomic.AtomicReferenceArray",
          "java.util.concurrent.atomic.AtomicStampedReference$Pair",
          "java.util.concurrent.atomic.AtomicMarkableReference$Pair",
          "java.util.Optional");

  @Override
  public String name() {
    return "sever-fields";
  }

  @Override
  public String meaning() {
    return "fields and array elements of the application that refer to the plugin become null";
  }

  @Override
  public boolean isDefault() {
    return false;
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    FieldRef field = edge.last().field();
    int last = edge.path().size() - 1;
    if (field != null) {
      Object instead = instead(field.type(), edge.owned(), departed);
      return isSevered(field) && field.replace(edge.holder(), edge.owned(), instead)
          ? "cleared %s, which was %s".formatted(name(edge), Names.of(edge.owned()))
          : null;
    }
    if (edge.last().link() instanceof Link.Element element
        && edge.holder() instanceof Object[] array
        && isTheApplicationsArray(edge, last)) {
      return ELEMENT.compareAndSet(array, element.index(), edge.owned(), null)
          ? "cleared %s[%d], which was %s"
              .formatted(edge.where(last), element.index(), Names.of(edge.owned()))
          : null;
    }
    return null;
  }

  private static String name(Edge edge) {
    String text = edge.toString();
    return text.substring(0, text.lastIndexOf(" → "));
  }

  private static @Nullable Object instead(Class<?> type, Object owned, Departed departed) {
    return owned instanceof ClassLoader && type == ClassLoader.class ? departed.successor() : null;
  }

  private static boolean isTheApplicationsArray(Edge edge, int last) {
    for (int i = last - 1; i > 0; i--) {
      FieldRef field = edge.path().get(i).field();
      if (field != null) {
        return isOf(field);
      }
      if (!(edge.path().get(i).link() instanceof Link.Element)) {
        return false;
      }
    }
    return false;
  }

  /** Whether a field is of the application, or of a reference of the JDK that is a field to it. */
  private static boolean isOf(FieldRef field) {
    return !Jdk.has(field.declaring()) || REFERENCES.contains(field.declaring().getName());
  }

  private static boolean isSevered(FieldRef field) throws NoSuchFieldException {
    Class<?> declaring = field.declaring();
    if (REFERENCES.contains(declaring.getName())) {
      return true;
    }
    if (Jdk.has(declaring)
        || declaring.isRecord()
        || declaring.isHidden()
        || Enum.class.isAssignableFrom(declaring)
        || isKotlin(declaring)) {
      return false;
    }
    Field declared = declaring.getDeclaredField(field.name());
    return !Modifier.isFinal(declared.getModifiers()) || !field.isStatic();
  }

  private static boolean isKotlin(Class<?> type) {
    for (Annotation annotation : type.getDeclaredAnnotations()) {
      if (annotation.annotationType().getName().equals("kotlin.Metadata")) {
        return true;
      }
    }
    return false;
  }
}
