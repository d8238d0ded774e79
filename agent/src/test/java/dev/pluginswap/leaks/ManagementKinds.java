package dev.pluginswap.leaks;

import java.util.List;

/** MBeans, and listeners on those of the platform. */
final class ManagementKinds {

  /** Names of its own for each generation, so that the live one's can be told. */
  private static final String NAMED =
      """
      public interface Own { int getValue(); void setValue(int value); }
      static class Impl implements Own {
        @Override public int getValue() { return 1; }
        @Override public void setValue(int value) { }
      }
      ObjectName name;
      MBeanServer server() { return ManagementFactory.getPlatformMBeanServer(); }
      void register(Object bean) throws Exception {
        name = new ObjectName("leak:type=" + getClass().getPackageName() + ",generation=" + generation);
        server().registerMBean(bean, name);
      }
      @Override public boolean intact() throws Exception {
        return server().isRegistered(name) && server().getMBeanInfo(name) != null;
      }
      """;

  private static final String LISTENER =
      """
      void noted(Notification notification, Object handback) { System.out.println(generation); }
      """;

  /** A listener that the host could have written: a class of its own, or of the JDK. */
  private static final String MBEAN = "(?i)mbean|jmx|listener";

  static final List<LeakKind> ALL =
      List.of(
          named(
              "mbean",
              """
              public interface PlainMBean { int getValue(); }
              public static class Plain implements PlainMBean { @Override public int getValue() { return 1; } }
              void leak() throws Exception { register(new Plain()); }
              """),
          named(
              "mxbean",
              """
              public interface PlainMXBean { List<String> getValues(); }
              public static class Plain implements PlainMXBean {
                @Override public List<String> getValues() { return List.of(); }
              }
              void leak() throws Exception { register(new Plain()); }
              """),
          named(
              "mbean-standard",
              """
              void leak() throws Exception { register(new StandardMBean(new Impl(), Own.class)); }
              """),
          named(
              "mbean-standard-mx",
              """
              void leak() throws Exception { register(new StandardMBean(new Impl(), Own.class, true)); }
              """),
          named(
              "mbean-model",
              """
              void leak() throws Exception {
                javax.management.modelmbean.RequiredModelMBean bean =
                    new javax.management.modelmbean.RequiredModelMBean(
                        new javax.management.modelmbean.ModelMBeanInfoSupport(
                            Impl.class.getName(), "of a plugin", null, null, null, null));
                bean.setManagedResource(new Impl(), "ObjectReference");
                register(bean);
              }
              """),
          named(
              "mbean-dynamic",
              """
              static class Plain implements DynamicMBean {
                @Override public Object getAttribute(String name) { return null; }
                @Override public void setAttribute(Attribute attribute) { }
                @Override public AttributeList getAttributes(String[] names) { return new AttributeList(); }
                @Override public AttributeList setAttributes(AttributeList attributes) { return attributes; }
                @Override public Object invoke(String name, Object[] values, String[] types) { return null; }
                @Override public MBeanInfo getMBeanInfo() {
                  return new MBeanInfo(Plain.class.getName(), "of a plugin", null, null, null, null);
                }
              }
              void leak() throws Exception { register(new Plain()); }
              """),
          named(
              "mbean-that-is-a-class-loader",
              """
              public interface LoaderMBean { }
              public static class Loader extends ClassLoader implements LoaderMBean {
                Loader(ClassLoader parent) { super(parent); }
              }
              void leak() throws Exception { register(new Loader(loader())); }
              """),
          named(
              "mbean-emitter-with-plugin-listener",
              """
              void leak() throws Exception {
                register(new StandardEmitterMBean(new Impl(), Own.class, new NotificationBroadcasterSupport()));
                server().addNotificationListener(name, (notification, handback) -> loader(), null, null);
              }
              """),
          kind(
              "mbean-in-a-server-of-its-own",
              """
              public interface PlainMBean { }
              public static class Plain implements PlainMBean { }
              void leak() throws Exception {
                MBeanServerFactory.createMBeanServer("leak").registerMBean(new Plain(), new ObjectName("leak:a=b"));
              }
              """),
          kind(
                  "mbean-server-in-host-field",
                  """
              public interface PlainMBean { }
              public static class Plain implements PlainMBean { }
              void leak() throws Exception {
                MBeanServer server = MBeanServerFactory.newMBeanServer();
                server.registerMBean(new Plain(), new ObjectName("leak:a=b"));
                Shelf.LIST.add(server);
              }
              """)
              .held("host\\.Shelf.*LIST")
              .keptByOthers(),
          kind(
              "listener-on-the-delegate",
              LISTENER
                  + """
                  void leak() throws Exception {
                    ManagementFactory.getPlatformMBeanServer().addNotificationListener(
                        MBeanServerDelegate.DELEGATE_NAME, this::noted, null, null);
                  }
                  """),
          kind(
              "listener-on-memory",
              LISTENER
                  + """
                  final NotificationListener listener = this::noted;
                  void leak() throws Exception {
                    ((NotificationEmitter) ManagementFactory.getMemoryMXBean())
                        .addNotificationListener(listener, null, null);
                  }
                  @Override public boolean intact() throws Exception {
                    ((NotificationEmitter) ManagementFactory.getMemoryMXBean()).removeNotificationListener(listener);
                    return true;
                  }
                  """),
          kind(
              "listener-on-a-collector",
              LISTENER
                  + """
                  void leak() throws Exception {
                    for (var bean : ManagementFactory.getGarbageCollectorMXBeans()) {
                      ((NotificationEmitter) bean).addNotificationListener(this::noted, null, null);
                    }
                  }
                  """),
          kind(
                  "listener-on-an-mbean-of-the-host",
                  LISTENER
                      + """
                  void leak() throws Exception {
                    Beans.EMITTER.addNotificationListener(this::noted, null, null);
                  }
                  """)
              .held(MBEAN),
          kind(
              "listener-filter",
              """
              void leak() throws Exception {
                ManagementFactory.getPlatformMBeanServer().addNotificationListener(
                    MBeanServerDelegate.DELEGATE_NAME, Beans.LISTENER, notification -> generation > 0, null);
              }
              """),
          kind(
              "listener-handback",
              """
              void leak() throws Exception {
                ManagementFactory.getPlatformMBeanServer().addNotificationListener(
                    MBeanServerDelegate.DELEGATE_NAME, Beans.LISTENER, null, this);
              }
              """),
          kind(
              "listener-handback-on-memory",
              """
              void leak() throws Exception {
                ((NotificationEmitter) ManagementFactory.getMemoryMXBean())
                    .addNotificationListener(Beans.LISTENER, null, List.of(this));
              }
              """));

  private ManagementKinds() {}

  private static LeakKind kind(String id, String members) {
    return LeakKind.of("management", id, members);
  }

  private static LeakKind named(String id, String members) {
    return kind(id, NAMED + members);
  }
}
