package dev.pluginswap.unload.heap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What belongs to a plugin: its class loader, the loaders whose parents end in it, the classes that
 * these have defined, arrays of them, and their instances.
 */
final class Ownership {

  private static final String CLASS_LOADER = "java.lang.ClassLoader";

  private final ClassTable classes;
  private final HeapObjects objects;

  /** Ids of the plugin's loader, and of those below it. */
  private final Set<Long> loaders;

  /** Ids of the classes of these. */
  private final Set<Long> types = new HashSet<>();

  private Ownership(ClassTable classes, HeapObjects objects, Set<Long> loaders) {
    this.classes = classes;
    this.objects = objects;
    this.loaders = loaders;
    for (long loader : loaders) {
      classes.definedBy(loader).forEach(type -> types.add(type.id()));
    }
  }

  /** What belongs to the loader; nothing, if it is not in the dump. */
  static Ownership of(LoaderMark mark, ClassTable classes, HeapObjects objects)
      throws BrokenDumpException {
    List<Integer> all = loaders(classes, objects);
    Set<Long> owned = new HashSet<>();
    for (int loader : all) {
      if (classes.name(objects.classId(loader)).equals(mark.className())
          && nameOf(objects, loader).equals(mark.loaderName())) {
        owned.add(objects.index().id(loader));
      }
    }
    if (owned.isEmpty()) {
      return new Ownership(classes, objects, owned);
    }
    // As often as it finds one more: the order of loaders says nothing of who is whose parent.
    boolean more = true;
    while (more) {
      more = false;
      for (int loader : all) {
        if (owned.contains(objects.reference(loader, CLASS_LOADER, "parent"))) {
          more |= owned.add(objects.index().id(loader));
        }
      }
    }
    return new Ownership(classes, objects, owned);
  }

  /** The name of a class loader; empty if it has none. */
  static String nameOf(HeapObjects objects, int loader) throws BrokenDumpException {
    return objects.text(objects.reference(loader, CLASS_LOADER, "name")).orElse("");
  }

  private static List<Integer> loaders(ClassTable classes, HeapObjects objects)
      throws BrokenDumpException {
    Set<Long> loaderTypes = new HashSet<>();
    for (ClassRecord type : classes.all()) {
      if (classes.isA(type, CLASS_LOADER)) {
        loaderTypes.add(type.id());
      }
    }
    List<Integer> loaders = new ArrayList<>();
    for (int i = 0; i < objects.index().size(); i++) {
      if (objects.index().offset(i) != 0
          && objects.tag(i) == Tag.INSTANCE
          && loaderTypes.contains(objects.classId(i))) {
        loaders.add(i);
      }
    }
    return loaders;
  }

  /** Whether the loader is not in the dump. */
  boolean isEmpty() {
    return loaders.isEmpty();
  }

  /** Whether an object of the dump is the plugin's. */
  boolean owns(int object) throws BrokenDumpException {
    return switch (objects.tag(object)) {
      case Tag.CLASS -> types.contains(objects.index().id(object));
      case Tag.INSTANCE ->
          types.contains(objects.classId(object)) || loaders.contains(objects.index().id(object));
      case Tag.OBJECT_ARRAY -> types.contains(objects.classId(object));
      default -> false;
    };
  }

  /** Whether an object is the plugin's loader, or one below it. */
  boolean isLoader(int object) {
    return loaders.contains(objects.index().id(object));
  }
}
