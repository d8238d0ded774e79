package dev.pluginswap.unload.heap;

/**
 * What a dump says of one class. Values of 0 are null.
 *
 * @param superId the class it extends
 * @param loaderId its class loader
 * @param staticsAt where the first static field is in the file, in bytes
 * @param fieldsAt where the first of its own instance fields is in the file, in bytes
 */
record ClassRecord(
    long id,
    long superId,
    long loaderId,
    long signersId,
    long domainId,
    long staticsAt,
    int statics,
    long fieldsAt,
    int fields) {

  /** Reads one, behind its tag. */
  static ClassRecord read(Cursor in) throws BrokenDumpException {
    long id = in.id("the id of a class");
    in.i4("the stack trace of a class");
    long superId = in.id("the super class of a class");
    long loaderId = in.id("the loader of a class");
    long signersId = in.id("the signers of a class");
    long domainId = in.id("the protection domain of a class");
    in.id("a reserved id of a class");
    in.id("a reserved id of a class");
    in.u4("the size of instances of a class");
    int constants = in.u2("the number of constants of a class");
    for (int i = 0; i < constants; i++) {
      in.u2("the index of a constant");
      in.skip(in.sizeOfType("the type of a constant"), "a constant");
    }
    int statics = in.u2("the number of static fields of a class");
    long staticsAt = in.at();
    for (int i = 0; i < statics; i++) {
      in.id("the name of a static field");
      in.skip(in.sizeOfType("the type of a static field"), "the value of a static field");
    }
    int fields = in.u2("the number of fields of a class");
    long fieldsAt = in.at();
    for (int i = 0; i < fields; i++) {
      in.id("the name of a field");
      in.sizeOfType("the type of a field");
    }
    return new ClassRecord(
        id, superId, loaderId, signersId, domainId, staticsAt, statics, fieldsAt, fields);
  }
}
