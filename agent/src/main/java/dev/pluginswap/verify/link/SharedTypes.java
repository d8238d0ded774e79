package dev.pluginswap.verify.link;

import dev.pluginswap.verify.link.MemberLookup.Found;
import java.util.Optional;
import net.bytebuddy.jar.asm.Type;

/**
 * Loading constraints (JVMS 5.3.4): the types in the signature of a member that crosses loaders
 * must be the same classes on both sides.
 */
final class SharedTypes {

  private final Check check;

  SharedTypes(Check check) {
    this.check = check;
  }

  /**
   * A type of which the plugin and the holder of a member see different classes.
   *
   * @return a sentence about it; empty when they agree
   */
  Optional<String> clash(Found found, String descriptor) {
    ClassModel holder = found.holder();
    if (holder.origin().isJdk() || holder.origin().isPlugin()) {
      return Optional.empty();
    }
    Type type = Type.getType(descriptor);
    if (type.getSort() != Type.METHOD) {
      return clash(holder, type);
    }
    for (Type parameter : type.getArgumentTypes()) {
      Optional<String> clash = clash(holder, parameter);
      if (clash.isPresent()) {
        return clash;
      }
    }
    return clash(holder, type.getReturnType());
  }

  private Optional<String> clash(ClassModel holder, Type type) {
    String name = Names.elementOf(type);
    if (name == null) {
      return Optional.empty();
    }
    ClassModel ours = check.universe.find(name);
    ClassModel theirs = check.universe.find(holder, name);
    if (ours == null || theirs == null || ours.origin().equals(theirs.origin())) {
      return Optional.empty();
    }
    return Optional.of(
        "but %s has its own %s, which is another class than that of %s"
            .formatted(check.wording.party(ours), Names.binary(name), check.wording.party(holder)));
  }
}
