package dev.pluginswap.leaks;

import java.util.List;

/** What the application itself keeps of a plugin, or another plugin does. */
final class HostKinds {

  static final List<LeakKind> ALL =
      List.of(
          kept("host-static-field", "FIELD", "Shelf.FIELD = this;").once(),
          kept("host-object-field", "REGISTRY", "Shelf.REGISTRY.plugin = this;").once(),
          kept("host-array", "ARRAY", "Shelf.ARRAY[1] = this;").once(),
          kept("host-array-of-arrays", "GRID", "Shelf.GRID[1][0] = this;").once(),
          kept("host-list", "LIST", "Shelf.LIST.add(this);"),
          kept("host-list-of-classes", "LIST", "Shelf.LIST.add(getClass());"),
          kept("host-set", "SET", "Shelf.SET.add(this);"),
          kept("host-map-value", "MAP", "Shelf.MAP.put(generation, this);"),
          kept("host-map-key", "MAP", "Shelf.MAP.put(this, generation);"),
          kept("host-map-keyed-by-class", "MAP", "Shelf.MAP.put(getClass(), generation);"),
          kept("host-linked-map", "LINKED", "Shelf.LINKED.put(generation, this);"),
          kept("host-identity-map", "IDENTITY", "Shelf.IDENTITY.put(this, generation);"),
          kept("host-concurrent-map", "CONCURRENT", "Shelf.CONCURRENT.put(generation, this);"),
          kept("host-concurrent-map-key", "CONCURRENT", "Shelf.CONCURRENT.put(this, generation);"),
          kept("host-weak-map-value-to-key", "WEAK", "Shelf.WEAK.put(this, List.of(this));"),
          kept("host-weak-map-value", "WEAK", "Shelf.WEAK.put(Shelf.ANCHOR, this);").once(),
          kept("host-weak-map-keyed-by-class", "WEAK", "Shelf.WEAK.put(getClass(), loader());"),
          kept("host-listeners", "LISTENERS", "Shelf.LISTENERS.add((Runnable) this::loader);"),
          kept("host-queue", "QUEUE", "Shelf.QUEUE.add(this);"),
          kept("host-deque", "DEQUE", "Shelf.DEQUE.add(this);"),
          kept("host-atomic-reference", "REFERENCE", "Shelf.REFERENCE.set(this);").once(),
          kept("host-atomic-array", "REFERENCES", "Shelf.REFERENCES.set(0, this);").once(),
          kept("host-optional", "optional", "Shelf.optional = Optional.of(this);").once(),
          kept("host-record", "pair", "Shelf.pair = new Shelf.Pair(1, this);").once(),
          kept(
                  "host-record-of-record",
                  "pair",
                  "Shelf.pair = new Shelf.Pair(new Shelf.Pair(this, 1), 2);")
              .once(),
          kept("host-enum-field", "Mode", "Shelf.Mode.FAST.strategy = this;")
              .once()
              .held("host\\.Shelf\\$Mode|host\\.Shelf\\.Mode"),
          kept("host-inner-class", "inner", "Shelf.inner = new Shelf.Outer(this).new Inner();")
              .once(),
          kept("host-lambda", "supplier", "Shelf.supplier = Shelf.capture(this);").once(),
          kept(
                  "host-anonymous-class",
                  "supplier",
                  "Shelf.supplier = Shelf.captureByAnonymousClass(this);")
              .once(),
          kept(
              "host-callbacks",
              "REGISTRY",
              "Shelf.REGISTRY.handlers.put(\"\" + generation, text -> loader());"),
          kept(
                  "host-sorted-map-comparator",
                  "sorted",
                  "Shelf.sorted = new TreeMap<>((a, b) -> (int) generation);")
              .once(),
          kept(
                  "host-priority-queue",
                  "prioritised",
                  "Shelf.prioritised = new PriorityQueue<>((a, b) -> (int) generation);")
              .once(),
          kept(
                  "host-synchronized-list",
                  "FIELD",
                  "Shelf.FIELD = Collections.synchronizedList(new ArrayList<>(List.of(this)));")
              .once(),
          kept("host-chain-of-a-thousand", "chain", "Shelf.atTheEndOfAChain(1_000, this);").once(),
          kept("host-chain-of-fifty-thousand", "chain", "Shelf.atTheEndOfAChain(50_000, this);")
              .once(),
          kept(
                  "host-nested-collections",
                  "FIELD",
                  "Shelf.FIELD = Map.of(1, List.of(Optional.of(new AtomicReference<>(Set.of(this)))));")
              .once(),
          kept(
              "host-class-loader-below-plugin",
              "LIST",
              "Shelf.LIST.add(Class.forName(\"host.Beans\", true, loader())); Shelf.LIST.add(new URLClassLoader(new URL[0], loader()));"),
          kept("host-context-of-plugin", "LIST", "Shelf.LIST.add(context);"),
          LeakKind.of(
                  "host",
                  "native-upcall-stub",
                  """
                  static void called() { }
                  void leak() throws Exception {
                    Natives.upcall(MethodHandles.lookup().findStatic(
                        Leak.class, "called", MethodType.methodType(void.class)));
                  }
                  """)
              .from(22)
              .held("(?i)jni|native"),
          LeakKind.of(
                  "host",
                  "another-plugin",
                  """
                  void leak() { context.service(Keeper.class).keep(this); }
                  """)
              .held("by\\.Stander")
              .keptByOthers(),
          LeakKind.of(
                  "host",
                  "own-next-generation",
                  """
                  static Object kept;
                  void leak() {
                    kept = Shelf.CONCURRENT.remove("baton");
                    Shelf.CONCURRENT.put("baton", this);
                  }
                  """)
              .held("Leak\\.kept")
              .keptByOthers());

  private HostKinds() {}

  private static LeakKind kept(String id, String field, String step) {
    return LeakKind.of("host", id, "void leak() throws Exception { %s }\n".formatted(step))
        .held("host\\.Shelf.*" + field)
        .keptByOthers();
  }
}
