package host;

import java.beans.PropertyChangeSupport;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Every sort of place where an application may keep what a plugin gives it. */
public final class Shelf {

  public static Object FIELD;
  public static Object[] ARRAY = new Object[4];
  public static Object[][] GRID = new Object[2][2];
  public static final List<Object> LIST = Collections.synchronizedList(new ArrayList<>());
  public static final Set<Object> SET = ConcurrentHashMap.newKeySet();
  public static final Map<Object, Object> MAP = new HashMap<>();
  public static final Map<Object, Object> LINKED = new LinkedHashMap<>();
  public static final Map<Object, Object> IDENTITY = new IdentityHashMap<>();
  public static final Map<Object, Object> CONCURRENT = new ConcurrentHashMap<>();
  public static final Map<Object, Object> WEAK = new WeakHashMap<>();
  public static final List<Object> LISTENERS = new CopyOnWriteArrayList<>();
  public static final BlockingQueue<Object> QUEUE = new LinkedBlockingQueue<>();
  public static final Deque<Object> DEQUE = new ArrayDeque<>();
  public static final AtomicReference<Object> REFERENCE = new AtomicReference<>();
  public static final AtomicReferenceArray<Object> REFERENCES = new AtomicReferenceArray<>(2);
  public static final Map<Object, SoftReference<Object>> SOFT = new ConcurrentHashMap<>();
  public static final List<ExecutorService> POOLS = new CopyOnWriteArrayList<>();
  public static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
  public static final ThreadLocal<Map<String, Object>> CONTEXT =
      ThreadLocal.withInitial(HashMap::new);
  public static final Registry REGISTRY = new Registry();
  public static final Object ANCHOR = new Object();
  public static Optional<Object> optional = Optional.empty();
  public static Pair pair = new Pair(null, null);
  public static Supplier<Object> supplier = () -> null;
  public static CompletableFuture<Object> future = new CompletableFuture<>();
  public static PropertyChangeSupport properties = new PropertyChangeSupport(ANCHOR);
  public static TreeMap<Object, Object> sorted = new TreeMap<>();
  public static PriorityQueue<Object> prioritised = new PriorityQueue<>();
  public static Outer.Inner inner;
  public static Node chain;

  /** One per JDK class that the host or a plugin puts something behind. */
  public static final ClassValue<AtomicReference<Object>> VALUES =
      new ClassValue<>() {
        @Override
        protected AtomicReference<Object> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private Shelf() {}

  /** An object of the host with a field, behind a final static one. */
  public static final class Registry {
    public Object plugin;
    public final Map<String, Consumer<String>> handlers = new ConcurrentHashMap<>();
  }

  /** A record. */
  public record Pair(Object left, Object right) {}

  /** An enum that remembers. */
  public enum Mode {
    FAST,
    SAFE;

    public Object strategy;
  }

  /** A class with an inner one. */
  public static final class Outer {
    final Object plugin;

    public Outer(Object plugin) {
      this.plugin = plugin;
    }

    /** Refers to the outer object without a word. */
    public final class Inner {
      @Override
      public String toString() {
        return "inner of " + plugin.getClass();
      }
    }
  }

  /** A link of a chain. */
  public static final class Node {
    final Node next;
    final Object value;

    Node(Node next, Object value) {
      this.next = next;
      this.value = value;
    }
  }

  /** A lambda of the host that captures what is given. */
  public static Supplier<Object> capture(Object object) {
    return () -> object;
  }

  /** An anonymous class of the host that captures what is given. */
  public static Supplier<Object> captureByAnonymousClass(Object object) {
    return new Supplier<>() {
      @Override
      public Object get() {
        return object;
      }
    };
  }

  /** A chain of that many links, with the object at its end. */
  public static void atTheEndOfAChain(int links, Object object) {
    Node node = new Node(null, object);
    for (int i = 0; i < links; i++) {
      node = new Node(node, null);
    }
    chain = node;
  }

  /** Empties all of it, but for what is the host's own. */
  static void clear() {
    FIELD = null;
    ARRAY = new Object[4];
    GRID = new Object[2][2];
    LIST.clear();
    SET.clear();
    MAP.clear();
    LINKED.clear();
    IDENTITY.clear();
    CONCURRENT.clear();
    WEAK.clear();
    LISTENERS.clear();
    QUEUE.clear();
    DEQUE.clear();
    REFERENCE.set(null);
    REFERENCES.set(0, null);
    SOFT.clear();
    POOLS.forEach(ExecutorService::shutdownNow);
    POOLS.clear();
    REGISTRY.plugin = null;
    REGISTRY.handlers.clear();
    Mode.FAST.strategy = null;
    optional = Optional.empty();
    pair = new Pair(null, null);
    supplier = () -> null;
    future = new CompletableFuture<>();
    properties = new PropertyChangeSupport(ANCHOR);
    sorted = new TreeMap<>();
    prioritised = new PriorityQueue<>();
    inner = null;
    chain = null;
    VALUES.get(Shelf.class).set(null);
    VALUES.get(String.class).set(null);
  }
}
