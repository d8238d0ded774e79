package dev.pluginswap.benchmarks.peers;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** All ways to call the service. */
@SuppressWarnings("NullAway") // what renew() takes is there before the first call
public final class Lanes {

  private Lanes() {}

  /** A field of the host that leads to the provider itself. */
  @State(Scope.Benchmark)
  public static class Direct extends Lane {
    private @Nullable Service kept;

    /** With a bare class loader. */
    public Direct() {
      this(Kind.PLAIN);
    }

    Direct(Kind kind) {
      super(kind);
    }

    @Override
    final void renew() {
      kept = framework().found();
    }

    @Override
    final int once(int x) {
      return Site.call(kept, x);
    }
  }

  /** A volatile field of the host. */
  @State(Scope.Benchmark)
  public static class VolatileField extends Lane {
    private volatile @Nullable Service kept;

    /** With a bare class loader. */
    public VolatileField() {
      super(Kind.PLAIN);
    }

    @Override
    final void renew() {
      kept = framework().found();
    }

    @Override
    final int once(int x) {
      return Site.call(kept, x);
    }
  }

  /** A proxy of the JDK, whose handler reads a volatile field. */
  @State(Scope.Benchmark)
  public static class JdkProxy extends Lane {
    private volatile @Nullable Service target;

    private final InvocationHandler handler =
        (self, method, arguments) -> {
          try {
            return method.invoke(target, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };

    private final Service proxy =
        (Service)
            Proxy.newProxyInstance(
                Lanes.class.getClassLoader(), new Class<?>[] {Service.class}, handler);

    /** With a bare class loader. */
    public JdkProxy() {
      super(Kind.PLAIN);
    }

    @Override
    final void renew() {
      target = framework().found();
    }

    @Override
    final int once(int x) {
      return Site.call(proxy, x);
    }
  }

  /** A handle of plugin-swap, kept for ever. */
  @State(Scope.Benchmark)
  public static class Handle extends Lane {
    private @Nullable Service handle;

    /** In a JVM with the agent. */
    public Handle() {
      super(Kind.PLUGIN_SWAP);
    }

    @Override
    final void renew() {
      if (handle == null) {
        handle = framework().found();
      }
    }

    @Override
    final int once(int x) {
      return Site.call(handle, x);
    }
  }

  /** The extensions of PF4J, asked for at each call. */
  @State(Scope.Benchmark)
  public static class Pf4jLookup extends Lane {
    private @Nullable Pf4jManager manager;

    /** Made by JMH. */
    public Pf4jLookup() {
      super(Kind.PF4J);
    }

    @Override
    final void renew() {
      manager = (Pf4jManager) framework();
    }

    @Override
    final int once(int x) {
      return Site.call(manager.first(), x);
    }
  }

  /** An extension of PF4J that the host has kept. */
  @State(Scope.Benchmark)
  public static class Pf4jKept extends Direct {

    /** Made by JMH. */
    public Pf4jKept() {
      super(Kind.PF4J);
    }
  }

  /** A service of Felix, looked up at each call and given back. */
  @State(Scope.Benchmark)
  public static class FelixLookup extends Lane {
    private @Nullable FelixFramework felix;

    /** Made by JMH. */
    public FelixLookup() {
      super(Kind.FELIX);
    }

    @Override
    final void renew() {
      felix = (FelixFramework) framework();
    }

    @Override
    final int once(int x) {
      return felix.lookUpAndCall(x);
    }
  }

  /**
   * A reference of Felix that the host has kept; the service is got for each call and given back.
   */
  @State(Scope.Benchmark)
  public static class FelixReference extends Lane {
    private @Nullable FelixFramework felix;
    private org.osgi.framework.@Nullable ServiceReference<Service> reference;

    /** Made by JMH. */
    public FelixReference() {
      super(Kind.FELIX);
    }

    @Override
    final void renew() {
      felix = (FelixFramework) framework();
      reference = felix.reference();
    }

    @Override
    final int once(int x) {
      return felix.getAndCall(reference, x);
    }
  }
}
