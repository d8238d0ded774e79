package dev.pluginswap.verify.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The host's classes at one moment. For one check by one thread. */
final class HostView {

  private final HostClasses host;

  /** Loaded classes, by internal name. */
  private final Map<String, Class<?>> loaded;

  /** What was read from resources, by internal name: shared with other checks. */
  private final Map<String, ClassModel> models;

  private final Map<String, ClassModel> reflected = new HashMap<>();
  private final Map<String, ClassModel> api = new HashMap<>();
  private final Set<String> missing = new HashSet<>();

  /** By package in internal form, see {@link #isExported}. */
  private final Map<String, Boolean> exported = new HashMap<>();

  private final Texts texts = new Texts();

  HostView(HostClasses host, Map<String, Class<?>> loaded, Map<String, ClassModel> models) {
    this.host = host;
    this.loaded = loaded;
    this.models = models;
  }

  /** The class that the workspace's loader finds; null when there is none. */
  @Nullable ClassModel find(String name) {
    ClassModel known = reflected.get(name);
    if (known != null) {
      return known;
    }
    Class<?> type = loaded.get(name);
    if (type == null) {
      return resource(name);
    }
    ClassModel model =
        ReflectedModel.of(type, host.originOf(type.getClassLoader()), resource(name));
    reflected.put(name, model);
    return model;
  }

  /** The class that the JDK has; null when it has none. */
  @Nullable ClassModel findJdk(String name) {
    Module module = host.moduleOf(Names.packageOf(name));
    return module != null && host.originOf(module.getClassLoader()).isJdk() ? find(name) : null;
  }

  /** The class of the agent's API; null when it has none. */
  @Nullable ClassModel findApi(String name) {
    return api.computeIfAbsent(
        name,
        missingYet -> {
          try {
            return host.readApi(missingYet, texts);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Where a class is, for a person. */
  String placeOf(String name) {
    return host.placeOf(name);
  }

  boolean isExported(String packageName) {
    Boolean known = exported.get(packageName);
    if (known == null) {
      known = host.isExported(packageName);
      exported.put(packageName, known);
    }
    return known;
  }

  private @Nullable ClassModel resource(String name) {
    ClassModel known = models.get(name);
    if (known != null || missing.contains(name)) {
      return known;
    }
    try {
      ClassModel read = host.read(name, texts);
      if (read == null) {
        missing.add(name);
      } else {
        models.put(name, read);
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s of the workspace".formatted(name), e);
    }
  }
}
