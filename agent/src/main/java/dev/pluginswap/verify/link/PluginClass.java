package dev.pluginswap.verify.link;

import dev.pluginswap.verify.ClassFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class of a plugin. Two are one class only if they are one object. Its code is read when it is
 * asked for. For one check by one thread. Throws {@link UncheckedIOException} if its file cannot be
 * read again.
 */
final class PluginClass {

  private final ClassFiles.Source file;
  private final ClassModel model;
  private final Mentions mentions;
  private final Signature.Cache signatures;
  private @Nullable PluginCode code;
  private @Nullable String damage;

  PluginClass(
      ClassFiles.Source file, ClassModel model, Mentions mentions, Signature.Cache signatures) {
    this.file = file;
    this.model = model;
    this.mentions = mentions;
    this.signatures = signatures;
  }

  /** What it declares. */
  ClassModel model() {
    return model;
  }

  /** What it names. */
  Mentions mentions() {
    return mentions;
  }

  /**
   * Of what it names, that which its code comes to. The string constants are left out.
   *
   * @return null if the code makes no sense, which {@link #damage} says once it is read
   */
  @Nullable Mentions codeMentions() {
    byte[] content = content();
    try {
      return new ClassFile(content, mentions.texts()).codeMentions();
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** Its methods, by {@link Member#key}; none if the code makes no sense. */
  Map<String, MethodCode> code() {
    return read().methods();
  }

  /** The class as a whole, as a place. */
  Site site() {
    return new Site(Names.binary(model.name()), "", read().source(), 0);
  }

  Site site(MethodCode method, Spot spot) {
    return new Site(
        Names.binary(model.name()), method.member().name(), read().source(), spot.line());
  }

  /** What is wrong with its code; null when nothing is, or when nobody has asked for it yet. */
  @Nullable String damage() {
    return damage;
  }

  private byte[] content() {
    try {
      return file.read();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + model.where(), e);
    }
  }

  private PluginCode read() {
    PluginCode known = code;
    if (known == null) {
      byte[] content = content();
      try {
        known = PluginCodeVisitor.read(content, signatures);
      } catch (RuntimeException e) { // how ASM says that the bytes make no sense
        damage = "%s is not a well-formed class file: %s".formatted(model.where(), e);
        known = new PluginCode("", Map.of());
      }
      code = known;
    }
    return known;
  }
}
