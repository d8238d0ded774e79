package dev.pluginswap.verify.link;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;

/**
 * What the constant pool of a class file names: all that its code can refer to, without a look at
 * the code.
 *
 * @param types internal names of classes, those in descriptors too; not its own
 * @param members fields and methods
 * @param names string constants that may be names of classes, as they are
 */
record Mentions(Set<String> types, Set<MemberRef> members, Set<String> names) {

  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int FIELD_REF = 9;
  private static final int INTERFACE_METHOD_REF = 11;
  private static final int NAME_AND_TYPE = 12;
  private static final int METHOD_TYPE = 16;
  private static final int LONGEST_NAME = 200;

  /**
   * Reads them.
   *
   * @param known what other classes mention: equal references become one object
   */
  static Mentions of(ClassReader file, Map<MemberRef, MemberRef> known) {
    char[] buffer = new char[file.getMaxStringLength()];
    String self = file.getClassName();
    Set<String> types = new LinkedHashSet<>();
    Set<MemberRef> members = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 1; i < file.getItemCount(); i++) {
      int at = file.getItem(i);
      if (at == 0) {
        continue; // the second half of a long or a double
      }
      int tag = file.readByte(at - 1);
      if (tag == CLASS) {
        addType(types, file.readUTF8(at, buffer));
      } else if (tag == STRING) {
        String text = file.readUTF8(at, buffer);
        if (text.length() < LONGEST_NAME && Names.isLikeAClass(text)) {
          names.add(text);
        }
      } else if (tag >= FIELD_REF && tag <= INTERFACE_METHOD_REF) {
        int nameAndType = file.getItem(file.readUnsignedShort(at + 2));
        MemberRef ref =
            new MemberRef(
                file.readClass(at, buffer),
                file.readUTF8(nameAndType, buffer),
                file.readUTF8(nameAndType + 2, buffer),
                tag == INTERFACE_METHOD_REF);
        MemberRef first = known.putIfAbsent(ref, ref);
        members.add(first == null ? ref : first);
      } else if (tag == NAME_AND_TYPE) {
        addDescriptor(types, file.readUTF8(at + 2, buffer));
      } else if (tag == METHOD_TYPE) {
        addDescriptor(types, file.readUTF8(at, buffer));
      }
    }
    types.remove(self);
    return new Mentions(types, members, names);
  }

  private static void addType(Set<String> types, String nameOrArray) {
    if (nameOrArray.charAt(0) == '[') {
      addDescriptor(types, nameOrArray);
    } else {
      types.add(nameOrArray);
    }
  }

  private static void addDescriptor(Set<String> types, String descriptor) {
    int start = descriptor.indexOf('L');
    while (start >= 0) {
      int end = descriptor.indexOf(';', start);
      types.add(descriptor.substring(start + 1, end));
      start = descriptor.indexOf('L', end);
    }
  }
}
