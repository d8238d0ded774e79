package dev.pluginswap.unload.heap;

/** What each object of a dump refers to. */
final class Links {

  /** Is told of them. */
  interface Visitor {

    /**
     * One of them.
     *
     * @param target an id; never 0, but maybe of no object of the dump
     */
    void reference(long target) throws BrokenDumpException;
  }

  private static final String CLASS_LOADER = "java.lang.ClassLoader";

  private final ClassTable classes;
  private final HeapObjects objects;

  Links(ClassTable classes, HeapObjects objects) {
    this.classes = classes;
    this.objects = objects;
  }

  /**
   * Tells of everything that an object keeps alive: what its fields refer to, its class, and for a
   * loader its classes.
   */
  void each(int object, Visitor visitor) throws BrokenDumpException {
    switch (objects.tag(object)) {
      case Tag.INSTANCE -> eachOfInstance(object, visitor);
      case Tag.OBJECT_ARRAY -> {
        long length = objects.length(object);
        for (long i = 0; i < length; i++) {
          tell(objects.element(object, i), visitor);
        }
        tell(objects.classId(object), visitor);
      }
      case Tag.CLASS -> eachOfClass(object, visitor);
      default -> {} // primitive values alone
    }
  }

  private void eachOfInstance(int instance, Visitor visitor) throws BrokenDumpException {
    ClassRecord type = objects.type(instance);
    for (int offset : classes.references(type)) {
      tell(objects.reference(instance, offset), visitor);
    }
    visitor.reference(type.id());
    long id = objects.index().id(instance);
    for (ClassRecord defined : classes.definedBy(id)) {
      visitor.reference(defined.id());
    }
  }

  private void eachOfClass(int object, Visitor visitor) throws BrokenDumpException {
    ClassRecord type =
        classes.require(objects.index().id(object), objects.index().offset(object));
    for (ClassTable.StaticField field : classes.statics(type)) {
      tell(field.value(), visitor);
    }
    tell(type.superId(), visitor);
    tell(type.loaderId(), visitor);
    tell(type.signersId(), visitor);
    tell(type.domainId(), visitor);
  }

  private static void tell(long target, Visitor visitor) throws BrokenDumpException {
    if (target != 0) {
      visitor.reference(target);
    }
  }

  /** How an object refers to another one, of which {@link #each} has told. */
  Link link(int object, long target) throws BrokenDumpException {
    return switch (objects.tag(object)) {
      case Tag.INSTANCE -> linkOfInstance(object, target);
      case Tag.OBJECT_ARRAY -> {
        long length = objects.length(object);
        for (long i = 0; i < length; i++) {
          if (objects.element(object, i) == target) {
            yield new Link.Element(i);
          }
        }
        yield new Link.Internal("class");
      }
      default -> linkOfClass(object, target);
    };
  }

  private Link linkOfInstance(int instance, long target) throws BrokenDumpException {
    ClassRecord type = objects.type(instance);
    for (ClassTable.Field field : classes.fields(type)) {
      boolean followed = field.type() == ValueType.OBJECT && !ClassTable.isReferent(field);
      if (followed && objects.reference(instance, field.offset()) == target) {
        return new Link.Field(field.name());
      }
    }
    return new Link.Internal(classes.isA(type, CLASS_LOADER) ? "its classes" : "class");
  }

  private Link linkOfClass(int object, long target) throws BrokenDumpException {
    ClassRecord type =
        classes.require(objects.index().id(object), objects.index().offset(object));
    for (ClassTable.StaticField field : classes.statics(type)) {
      if (field.value() == target) {
        return new Link.Static(field.name());
      }
    }
    if (target == type.superId()) {
      return new Link.Internal("super class");
    }
    if (target == type.loaderId()) {
      return new Link.Internal("class loader");
    }
    return new Link.Internal(target == type.domainId() ? "protection domain" : "signers");
  }
}
