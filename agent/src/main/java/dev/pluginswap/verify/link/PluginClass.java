package dev.pluginswap.verify.link;

import java.util.Map;

/** A class of a plugin. Two are one class only if they are one object. */
final class PluginClass {

  private final ClassModel model;
  private final String source;
  private final Map<String, MethodCode> code;

  PluginClass(ClassModel model, String source, Map<String, MethodCode> code) {
    this.model = model;
    this.source = source;
    this.code = code;
  }

  /** What it declares. */
  ClassModel model() {
    return model;
  }

  /** Its methods, by {@link Member#key}. */
  Map<String, MethodCode> code() {
    return code;
  }

  /** The class as a whole, as a place. */
  Site site() {
    return new Site(Names.binary(model.name()), "", source, 0);
  }

  Site site(MethodCode method, Spot spot) {
    return new Site(Names.binary(model.name()), method.member().name(), source, spot.line());
  }
}
