package dev.pluginswap.unload.walk;

import org.jspecify.annotations.Nullable;

/**
 * One reference on a path.
 *
 * @param holder the object that refers; null exactly for a {@link Link.Root}
 * @param link how
 */
public record Step(@Nullable Object holder, Link link) {

  /** The field, if the reference is one of that; null otherwise. */
  public @Nullable FieldRef field() {
    return link instanceof Link.Field by ? by.field() : null;
  }

  /** Whether the reference is the field of that name of a class of that name. */
  public boolean isField(String declaringClass, String name) {
    return link instanceof Link.Field by && by.field().is(declaringClass, name);
  }
}
