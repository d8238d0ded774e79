package dev.pluginswap.verify.link;

import dev.pluginswap.verify.ClassFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the class files of a plugin one by one. For one thread. */
final class IndexReader implements ClassFiles.Visitor {

  private final Runtime.Version java;
  private final Map<String, PluginClass> classes = new LinkedHashMap<>();
  private final Map<String, PluginIndex.Unreadable> unreadable = new LinkedHashMap<>();
  private final Signature.Cache signatures = new Signature.Cache();
  private final Texts texts = new Texts();

  /** Reads for that version of Java. */
  IndexReader(Runtime.Version java) {
    this.java = java;
  }

  @Override
  public void visit(
      String name, String where, byte[] buffer, int length, ClassFiles.Source source) {
    if (classes.containsKey(name) || unreadable.containsKey(name)) {
      return; // the loader takes the first
    }
    String complaint = ClassVersion.complaint(buffer, length, where, java);
    if (complaint != null) {
      refuse(name, LinkError.UNSUPPORTED_CLASS_VERSION, complaint);
      return;
    }
    PluginClass read;
    try {
      ClassFile file = new ClassFile(buffer, length, texts);
      ClassModel model = file.model(Origin.PLUGIN, where);
      read = new PluginClass(source, model, file.mentions(), signatures);
    } catch (RuntimeException e) { // the bytes make no sense
      refuse(
          name,
          LinkError.CLASS_FORMAT,
          "%s is not a well-formed class file: %s".formatted(where, e));
      return;
    }
    if (read.model().name().equals(name)) {
      classes.put(name, read);
    } else {
      refuse(
          name,
          LinkError.NO_CLASS_DEF_FOUND,
          "%s holds a class of another name, %s"
              .formatted(where, Names.binary(read.model().name())));
    }
  }

  private void refuse(String name, LinkError error, String what) {
    unreadable.put(name, new PluginIndex.Unreadable(name, error, what));
  }

  /** The first class of each name so far, by internal name. */
  Map<String, PluginClass> classes() {
    return classes;
  }

  /** The class files so far that are none the JVM would define. */
  List<PluginIndex.Unreadable> unreadable() {
    return new ArrayList<>(unreadable.values());
  }

  /** What the class files say. */
  Texts texts() {
    return texts;
  }
}
