package dev.pluginswap.verify.link;

import java.util.List;
import java.util.function.Consumer;

/**
 * What the constant pool of a class file names: all that its code can refer to, without a look at
 * the code. Immutable.
 */
final class Mentions {

  private final Texts texts;
  private final int[] classes;
  private final int[] descriptors;
  private final int[] members;
  private final int[] foreign;
  private final int[] dynamics;
  private final int[] names;

  /**
   * What is named, all by the numbers that the texts have for it.
   *
   * @param classes names of classes and descriptors of arrays
   * @param descriptors of fields and methods
   * @param members fields and methods
   * @param foreign those of the members that the class itself does not declare, and perhaps some
   *     that it does
   * @param dynamics names and descriptors of dynamic calls, by turns
   * @param names string constants that may be names of classes
   */
  Mentions(
      Texts texts,
      int[] classes,
      int[] descriptors,
      int[] members,
      int[] foreign,
      int[] dynamics,
      int[] names) {
    this.texts = texts;
    this.classes = classes;
    this.descriptors = descriptors;
    this.members = members;
    this.foreign = foreign;
    this.dynamics = dynamics;
    this.names = names;
  }

  /** What the numbers stand for. */
  Texts texts() {
    return texts;
  }

  /** Numbers of class names and array descriptors. Not to be changed. */
  int[] classNumbers() {
    return classes;
  }

  /** Numbers of descriptors, some more than once. Not to be changed. */
  int[] descriptorNumbers() {
    return descriptors;
  }

  /**
   * Numbers of references; most of those to members that the class declares itself are left out.
   * Not to be changed.
   */
  int[] foreignNumbers() {
    return foreign;
  }

  /** Numbers of the names and of the descriptors of dynamic calls, by turns. Not to be changed. */
  int[] dynamicNumbers() {
    return dynamics;
  }

  /** Numbers of string constants that may be names of classes. Not to be changed. */
  int[] nameNumbers() {
    return names;
  }

  /** Fields and methods. */
  List<MemberRef> members() {
    MemberRef[] refs = new MemberRef[members.length];
    for (int i = 0; i < refs.length; i++) {
      refs[i] = texts.ref(members[i]);
    }
    return List.of(refs);
  }

  /** String constants that may be names of classes, as they are. */
  List<String> names() {
    String[] constants = new String[names.length];
    for (int i = 0; i < constants.length; i++) {
      constants[i] = texts.text(names[i]);
    }
    return List.of(constants);
  }

  /** Takes the internal names of all classes, those in descriptors too; some more than once. */
  void forEachType(Consumer<String> consumer) {
    for (int number : classes) {
      String name = texts.text(number);
      if (name.charAt(0) == '[') {
        texts.typesIn(name).forEach(consumer);
      } else {
        consumer.accept(name);
      }
    }
    for (int number : descriptors) {
      texts.typesIn(texts.text(number)).forEach(consumer);
    }
  }
}
