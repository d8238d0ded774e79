package dev.pluginswap.verify.link;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the constant pool of a class file names: all that its code can refer to, without a look at
 * the code. Immutable.
 */
final class Mentions {

  private final Texts texts;
  private final String[] classes;
  private final String[] descriptors;
  private final MemberRef[] members;
  private final String[] names;

  Mentions(
      Texts texts, String[] classes, String[] descriptors, MemberRef[] members, String[] names) {
    this.texts = texts;
    this.classes = classes;
    this.descriptors = descriptors;
    this.members = members;
    this.names = names;
  }

  /** Fields and methods. */
  List<MemberRef> members() {
    return Arrays.asList(members);
  }

  /** String constants that may be names of classes, as they are. */
  List<String> names() {
    return Arrays.asList(names);
  }

  /** Takes the internal names of all classes, those in descriptors too; some more than once. */
  void forEachType(Consumer<String> consumer) {
    for (String name : classes) {
      texts.typesInName(name).forEach(consumer);
    }
    for (String descriptor : descriptors) {
      texts.typesIn(descriptor).forEach(consumer);
    }
  }

  /** Whether all of these classes are as asked; what is known of a descriptor is asked for once. */
  boolean allTypes(Predicate<String> ofClass, Predicate<String> ofDescriptor) {
    for (String name : classes) {
      if (name.charAt(0) == '[' ? !ofDescriptor.test(name) : !ofClass.test(name)) {
        return false;
      }
    }
    for (String descriptor : descriptors) {
      if (!ofDescriptor.test(descriptor)) {
        return false;
      }
    }
    return true;
  }

  /** The classes that a descriptor names. */
  List<String> typesIn(String descriptor) {
    return texts.typesIn(descriptor);
  }
}
