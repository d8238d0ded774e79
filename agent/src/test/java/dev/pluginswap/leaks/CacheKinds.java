package dev.pluginswap.leaks;

import java.util.List;

/** Caches of the JDK, and soft references. */
final class CacheKinds {

  static final List<LeakKind> ALL =
      List.of(
          kind(
              "introspector",
              """
              public static class Bean { public int getValue() { return 1; } public void setValue(int value) { } }
              void leak() throws Exception { java.beans.Introspector.getBeanInfo(Bean.class); }
              """),
          kind(
              "resource-bundle-class",
              """
              public static class Texts extends ListResourceBundle {
                @Override protected Object[][] getContents() { return new Object[][] {{"one", "two"}}; }
              }
              void leak() { ResourceBundle.getBundle(Texts.class.getName(), Locale.ROOT, loader()).getString("one"); }
              """),
          kind(
                  "resource-bundle-control",
                  """
              static class Fresh extends ResourceBundle.Control {
                @Override public ResourceBundle newBundle(String name, Locale locale, String format, ClassLoader loader, boolean reload) {
                  return new ListResourceBundle() {
                    @Override protected Object[][] getContents() { return new Object[0][]; }
                  };
                }
              }
              void leak() {
                ResourceBundle.getBundle("leak.Made", Locale.ROOT, ClassLoader.getSystemClassLoader(), new Fresh());
              }
              """)
              .once(),
          kind(
              "soft-reference-of-host",
              """
                  void leak() { Shelf.SOFT.put(generation, new SoftReference<>(this)); }
                  """),
          kind(
              "soft-reference-to-loader",
              """
                  void leak() { Shelf.LIST.add(new SoftReference<>(loader())); }
                  """),
          kind(
                  "class-value-of-host-for-host-class",
                  """
                  void leak() { Shelf.VALUES.get(Shelf.class).set(this); }
                  """)
              .once()
              .held("(?i)classvalue|host\\.Shelf"),
          kind(
                  "class-value-of-host-for-jdk-class",
                  """
                  void leak() { Shelf.VALUES.get(String.class).set(this); }
                  """)
              .once()
              .held("(?i)classvalue|String"),
          kind(
                  "class-value-of-plugin-on-jdk-class",
                  """
                  static class Values extends ClassValue<Object> {
                    @Override protected Object computeValue(Class<?> type) { return new Leak(); }
                  }
                  static final Values VALUES = new Values();
                  void leak() { VALUES.get(StringBuilder.class); }
                  """)
              .held("(?i)classvalue|StringBuilder"),
          kind(
                  "class-value-of-plugin-on-host-class",
                  """
                  static class Values extends ClassValue<Object> {
                    @Override protected Object computeValue(Class<?> type) { return List.of(Leak.class); }
                  }
                  static final Values VALUES = new Values();
                  void leak() { VALUES.get(Shelf.class); }
                  """)
              .held("(?i)classvalue|host\\.Shelf"),
          kind(
                  "class-value-of-plugin-with-jdk-value",
                  """
                  static class Values extends ClassValue<Object> {
                    @Override protected Object computeValue(Class<?> type) { return new AtomicReference<>(this); }
                  }
                  static final Values VALUES = new Values();
                  void leak() { VALUES.get(Integer.class); }
                  """)
              .held("(?i)classvalue|Integer"),
          kind(
                  "annotation-instance",
                  """
                  @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @interface Mark { }
                  @Mark static class Marked { }
                  void leak() { Shelf.FIELD = Marked.class.getAnnotation(Mark.class); }
                  """)
              .once()
              .held("host\\.Shelf.*FIELD")
              .keptByOthers());

  private CacheKinds() {}

  private static LeakKind kind(String id, String members) {
    return LeakKind.of("caches", id, members);
  }
}
