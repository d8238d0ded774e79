package dev.pluginswap.bundle;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which names a plugin may have. They become names of files and directories on every operating
 * system, so: {@code [a-z0-9][a-z0-9._-]{0,63}}, not ending with a dot, and not the name of a
 * Windows device with or without an extension.
 */
public final class PluginNames {

  static final String VALID_FORM =
      "1 to 64 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit";

  private static final int MAX_LENGTH = 64;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");
  private static final Pattern DEVICE =
      Pattern.compile(
          "(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[1-9\u00b9\u00b2\u00b3])(\\..*)?",
          Pattern.DOTALL);

  private PluginNames() {}

  /** Why the name is not allowed, as the end of a sentence; empty if it is. */
  public static Optional<String> complaint(String name) {
    if (name.isEmpty()) {
      return Optional.of("is empty");
    }
    if (name.length() > MAX_LENGTH) {
      return Optional.of("has %d characters, 64 are allowed".formatted(name.length()));
    }
    if (!NAME.matcher(name).matches()) {
      return Optional.of("has characters, or a first character, that are not allowed");
    }
    if (name.endsWith(".")) {
      return Optional.of("ends with a dot, which Windows drops");
    }
    if (isDevice(name)) {
      return Optional.of("is the name of a device on Windows");
    }
    return Optional.empty();
  }

  /** Whether Windows takes a file of this name for a device, whatever its extension. */
  static boolean isDevice(String fileName) {
    return DEVICE.matcher(fileName.toLowerCase(Locale.ROOT)).matches();
  }
}
