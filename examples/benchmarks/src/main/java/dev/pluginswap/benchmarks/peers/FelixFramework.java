package dev.pluginswap.benchmarks.peers;

import dev.pluginswap.benchmarks.peers.api.Service;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.framework.Felix;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Apache Felix in this JVM: an update is {@link Bundle#update(InputStream)}. */
final class FelixFramework implements Framework {

  private static final long STOP_MILLIS = 10_000;

  private final Felix felix;
  private final BundleContext context;

  /** Null before the first update. */
  private @Nullable Bundle bundle;

  /**
   * Starts without a bundle.
   *
   * @param scratch where it keeps its cache of bundles
   */
  FelixFramework(Path scratch) throws BundleException {
    felix =
        new Felix(
            Map.of(
                Constants.FRAMEWORK_STORAGE,
                scratch.toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN,
                Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                Service.class.getPackageName()));
    felix.start();
    context = felix.getBundleContext();
  }

  /** The service of the bundle; null if there is none. */
  @Nullable ServiceReference<Service> reference() {
    return context.getServiceReference(Service.class);
  }

  @Override
  public @Nullable Service lookup() {
    ServiceReference<Service> reference = reference();
    return reference == null ? null : context.getService(reference);
  }

  /** Looks it up, calls it and gives it back. */
  int lookUpAndCall(int x) {
    ServiceReference<Service> reference = reference();
    if (reference == null) {
      throw new IllegalStateException("Felix has no service");
    }
    return getAndCall(reference, x);
  }

  /** Calls it through a reference that was looked up before, and gives it back. */
  int getAndCall(ServiceReference<Service> reference, int x) {
    Service service = context.getService(reference);
    try {
      return Site.call(service, x);
    } finally {
      context.ungetService(reference);
    }
  }

  @Override
  public void update(Path jar) throws BundleException, IOException {
    try (InputStream in = Files.newInputStream(jar)) {
      if (bundle == null) {
        bundle = context.installBundle(jar.toUri().toString(), in);
        bundle.start();
      } else {
        bundle.update(in);
      }
    }
    if (bundle.getState() != Bundle.ACTIVE) {
      throw new IllegalStateException(
          "Felix does not start " + jar + ", its state is " + bundle.getState());
    }
  }

  @Override
  public void close() throws BundleException, InterruptedException {
    felix.stop();
    felix.waitForStop(STOP_MILLIS);
  }
}
