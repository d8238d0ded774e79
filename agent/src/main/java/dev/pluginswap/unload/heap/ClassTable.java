package dev.pluginswap.unload.heap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The classes of a dump: their names, their loaders, and where their instances have references. */
final class ClassTable {

  /** The field of {@link java.lang.ref.Reference} that does not hold what it refers to. */
  private static final String REFERENT = "referent";

  private static final String REFERENCE = "java.lang.ref.Reference";

  private final DumpFile file;
  private final Texts texts;
  private final List<ClassRecord> records = new ArrayList<>();

  /** Index in {@link #records}, from 1, by id. */
  private final LongMap indexes = new LongMap();

  /** Name by id of class. */
  private final LongMap names = new LongMap();

  /** Id of class by its serial number. */
  private final LongMap serials = new LongMap();

  private final Map<Long, List<ClassRecord>> byLoader = new HashMap<>();

  /** By index in {@link #records}; made when they are asked for. */
  private final Map<Long, int[]> references = new HashMap<>();

  ClassTable(DumpFile file, Texts texts) {
    this.file = file;
    this.texts = texts;
  }

  void putName(int serial, long id, long nameId) {
    names.put(id, nameId);
    serials.put(serial, id);
  }

  void put(ClassRecord type) {
    records.add(type);
    indexes.put(type.id(), records.size());
    byLoader.computeIfAbsent(type.loaderId(), any -> new ArrayList<>()).add(type);
  }

  /** The class of an id; null if the dump has none. */
  @Nullable ClassRecord get(long id) {
    int index = (int) indexes.get(id);
    return index == 0 ? null : records.get(index - 1);
  }

  /**
   * The class of an id that something in the dump refers to as its class.
   *
   * @param at where, in bytes
   * @throws BrokenDumpException if there is none
   */
  ClassRecord require(long id, long at) throws BrokenDumpException {
    ClassRecord type = get(id);
    if (type == null) {
      throw file.broken(at, "an object of a class of this dump", "there is none of id " + id);
    }
    return type;
  }

  /** The classes that a loader has defined, by the loader's id; 0 for the JVM's own. */
  List<ClassRecord> definedBy(long loaderId) {
    return byLoader.getOrDefault(loaderId, List.of());
  }

  /** All of them, in the order of the dump. */
  List<ClassRecord> all() {
    return records;
  }

  /** The id of the class of a serial number; 0 if there is none. */
  long idOf(int serial) {
    return serials.get(serial);
  }

  /** As in Java: {@code com.acme.Registry$Entry[]}. */
  String name(long id) throws BrokenDumpException {
    return TypeNames.of(texts.get(names.get(id)));
  }

  /** Whether a class is, or extends, the JVM's own class of this name. */
  boolean isA(ClassRecord type, String name) throws BrokenDumpException {
    for (ClassRecord each : withSupers(type)) {
      if (each.loaderId() == 0 && name(each.id()).equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** The class and those that it extends, in this order. */
  List<ClassRecord> withSupers(ClassRecord type) throws BrokenDumpException {
    List<ClassRecord> chain = new ArrayList<>();
    for (ClassRecord each = type; each != null; each = get(each.superId())) {
      if (chain.size() > records.size()) {
        throw file.broken(each.fieldsAt(), "a class that ends in Object", "it extends itself");
      }
      chain.add(each);
    }
    return chain;
  }

  /**
   * Where instances have what they hold: offsets in the data of an instance, in bytes, ascending.
   * What a {@link java.lang.ref.Reference} refers to is not among them.
   */
  int[] references(ClassRecord type) throws BrokenDumpException {
    int[] known = references.get(type.id());
    if (known == null) {
      known =
          fields(type).stream()
              .filter(field -> field.type() == ValueType.OBJECT && !isReferent(field))
              .mapToInt(Field::offset)
              .toArray();
      references.put(type.id(), known);
    }
    return known;
  }

  /** Whether it is what a reference object refers to, which is not followed. */
  static boolean isReferent(Field field) {
    return field.name().equals(REFERENT) && field.owner().equals(REFERENCE);
  }

  /** The fields of the instances of a class, in the order in which an instance has them. */
  List<Field> fields(ClassRecord type) throws BrokenDumpException {
    List<Field> fields = new ArrayList<>();
    int offset = 0;
    for (ClassRecord each : withSupers(type)) {
      String owner = name(each.id());
      long at = each.fieldsAt();
      for (int i = 0; i < each.fields(); i++) {
        String name = texts.get(file.id(at));
        long typeAt = at + file.idSize();
        int kind = file.u1(typeAt);
        fields.add(new Field(owner, name, kind, offset));
        offset += ValueType.size(file, typeAt, kind);
        at = typeAt + 1;
      }
    }
    return fields;
  }

  /** The static fields of a class that refer to objects. */
  List<StaticField> statics(ClassRecord type) throws BrokenDumpException {
    List<StaticField> statics = new ArrayList<>();
    long at = type.staticsAt();
    for (int i = 0; i < type.statics(); i++) {
      long typeAt = at + file.idSize();
      int kind = file.u1(typeAt);
      if (kind == ValueType.OBJECT) {
        statics.add(new StaticField(texts.get(file.id(at)), file.id(typeAt + 1)));
      }
      at = typeAt + 1 + ValueType.size(file, typeAt, kind);
    }
    return statics;
  }

  /**
   * A field of instances.
   *
   * @param owner the class that declares it
   * @param type see {@link ValueType}
   * @param offset in the data of an instance, in bytes
   */
  record Field(String owner, String name, int type, int offset) {}

  /**
   * A static field.
   *
   * @param value the id of the object that it holds; 0 for null
   */
  record StaticField(String name, long value) {}
}
