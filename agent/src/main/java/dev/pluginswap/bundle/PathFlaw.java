package dev.pluginswap.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pluginswap.api.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a path may not be in a bundle. The rules are those of all file systems at once, so that a
 * bundle that was accepted anywhere can be unpacked everywhere, to the same files.
 *
 * @param code of the problem
 * @param what is wrong, as the end of a sentence about the path
 * @param cure what to do
 */
record PathFlaw(String code, String what, String cure) {

  /** What the agent writes at the root of a version directory. */
  static final Set<String> RESERVED = Set.of(".manifest", ".complete");

  /** Bytes in UTF-8. */
  private static final int MAX_PATH = 1024;

  /** Bytes in UTF-8: the limit of ext4, XFS, Btrfs and APFS. */
  private static final int MAX_COMPONENT = 255;

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
  private static final Pattern NOT_PORTABLE = Pattern.compile("[<>:\"|?*]");

  /** The first flaw of the path; empty if it may be in a bundle. */
  static Optional<PathFlaw> of(String path) {
    PathFlaw flaw = wholePath(path);
    if (flaw != null) {
      return Optional.of(flaw);
    }
    for (String component : path.split("/", -1)) {
      flaw = component(component);
      if (flaw != null) {
        return Optional.of(flaw);
      }
    }
    return Optional.empty();
  }

  private static @Nullable PathFlaw wholePath(String path) {
    if (path.startsWith("/")) {
      return new PathFlaw("path-absolute", "is absolute", "make it relative to the bundle's root");
    }
    if (DRIVE.matcher(path).matches()) {
      return new PathFlaw(
          "path-drive", "begins with a drive letter", "make it relative to the bundle's root");
    }
    if (path.indexOf('\\') >= 0) {
      return new PathFlaw("path-backslash", "has a backslash", "separate components with '/'");
    }
    if (path.chars().anyMatch(Character::isISOControl)) {
      return new PathFlaw("path-control-character", "has a control character", "rename the file");
    }
    // Of these some turn the direction of writing: what reads "lib/gpj.exe" may be "lib/exe.jpg".
    if (path.codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT)) {
      return new PathFlaw(
          "path-invisible-character",
          "has a character that is not to be seen, or turns the direction of writing",
          "rename the file");
    }
    if (path.indexOf('\uFFFD') >= 0 || !UTF_8.newEncoder().canEncode(path)) {
      return new PathFlaw("path-encoding", "is not valid Unicode", "write entry names as UTF-8");
    }
    if (path.getBytes(UTF_8).length > MAX_PATH) {
      return new PathFlaw("path-too-long", "has more than 1024 bytes", "shorten it");
    }
    if (RESERVED.contains(path.toLowerCase(Locale.ROOT))) {
      return new PathFlaw(
          "reserved-name", "is a name that the agent itself uses", "leave it out of the bundle");
    }
    return null;
  }

  private static @Nullable PathFlaw component(String component) {
    if (component.isEmpty()) {
      return new PathFlaw("path-empty-component", "has an empty component", "remove the extra '/'");
    }
    if (component.equals("..")) {
      return new PathFlaw(
          "path-traversal", "leads out of the bundle with '..'", "remove the '..' component");
    }
    if (component.equals(".")) {
      return new PathFlaw("path-dot", "has a '.' component", "remove the '.' component");
    }
    if (component.getBytes(UTF_8).length > MAX_COMPONENT) {
      return new PathFlaw(
          "path-component-too-long", "has a component of more than 255 bytes", "shorten it");
    }
    if (PluginNames.isDevice(component)) {
      return new PathFlaw(
          "path-device-name",
          "has the name of a device on Windows, '" + component + "'",
          "rename it");
    }
    if (NOT_PORTABLE.matcher(component).find()
        || component.endsWith(".")
        || component.endsWith(" ")) {
      return new PathFlaw(
          "path-not-portable",
          "has a name that Windows does not allow, '" + component + "'",
          component.indexOf('?') < 0
              ? "rename it without < > : \" | * and without a dot or space at its end"
              : "rename it without '?', which can also stand for bytes that are not UTF-8");
    }
    return null;
  }

  Problem problem(String where) {
    return Problem.error(code, where, "the path " + what, cure);
  }
}
