package dev.pluginswap.verify.link;

import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Which class files a version of Java defines (JVMS 4.1). */
final class ClassVersion {

  /** The class file version of Java N is N + 44 (JVMS 4.1, table 4.1-A). */
  private static final int OFFSET = 44;

  /** The minor version of class files that need preview features. */
  private static final int PREVIEW = 0xFFFF;

  private ClassVersion() {}

  /**
   * Why a class file is not for that version of Java; null when it is, or is too short to tell.
   *
   * @param classFile begins with the class file
   * @param length of the class file
   * @param where where it is, for a person
   */
  static @Nullable String complaint(
      byte[] classFile, int length, String where, Runtime.Version java) {
    if (length < 8) {
      return null;
    }
    int minor = unsigned(classFile, 4);
    int major = unsigned(classFile, 6);
    int newest = java.feature() + OFFSET;
    if (major > newest) {
      return "%s is compiled for Java %d, but this JVM is Java %d"
          .formatted(where, major - OFFSET, java.feature());
    }
    if (minor == PREVIEW && (major != newest || !isPreviewEnabled())) {
      return "%s needs the preview features of Java %d, but this JVM is Java %d%s"
          .formatted(
              where,
              major - OFFSET,
              java.feature(),
              major == newest ? " without --enable-preview" : "");
    }
    return null;
  }

  private static boolean isPreviewEnabled() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().contains("--enable-preview");
  }

  private static int unsigned(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }
}
