package dev.pluginswap.unload.walk;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field that holds a reference.
 *
 * @param name as declared
 * @param declaring the class that declares it
 * @param type its declared type
 * @param offset of an instance, or of {@code base}
 * @param base where static fields of that class are; null for an instance field
 */
public record FieldRef(
    String name, Class<?> declaring, Class<?> type, long offset, @Nullable Object base) {

  /** Whether it is a static field. */
  public boolean isStatic() {
    return base != null;
  }

  /** Whether it is the field of that name of a class of that name. */
  public boolean is(String declaringClass, String field) {
    return name.equals(field) && declaring.getName().equals(declaringClass);
  }

  /**
   * What it refers to.
   *
   * @param holder an instance of the declaring class; ignored for a static field
   */
  public @Nullable Object get(@Nullable Object holder) {
    return Raw.get(base(holder), offset);
  }

  /** Writes it, volatile; final fields too. */
  public void set(@Nullable Object holder, @Nullable Object value) {
    Raw.put(base(holder), offset, value);
  }

  /**
   * Writes it unless somebody was faster.
   *
   * @param expected what it is to refer to still
   * @return whether it was written
   */
  public boolean replace(@Nullable Object holder, Object expected, @Nullable Object value) {
    return Raw.compareAndSet(base(holder), offset, expected, value);
  }

  private Object base(@Nullable Object holder) {
    if (base != null) {
      return base;
    }
    if (!declaring.isInstance(holder)) { // else the JVM would be at its end
      throw new ClassCastException(holder + " has no field " + this);
    }
    return Objects.requireNonNull(holder);
  }

  @Override
  public String toString() {
    return declaring.getName() + '.' + name;
  }
}
