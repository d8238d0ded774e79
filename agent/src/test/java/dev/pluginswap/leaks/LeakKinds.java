package dev.pluginswap.leaks;

import java.util.List;
import java.util.stream.Stream;

/** All kinds of leaks, and the controls. */
final class LeakKinds {

  private LeakKinds() {}

  /** In the order in which they run. */
  static List<LeakKind> all() {
    return Stream.of(
            Controls.ALL,
            ThreadKinds.ALL,
            ExecutorKinds.ALL,
            ThreadLocalKinds.ALL,
            RegistryKinds.ALL,
            ManagementKinds.ALL,
            LoggingKinds.ALL,
            SlotKinds.ALL,
            OnceKinds.ALL,
            CacheKinds.ALL,
            ReflectionKinds.ALL,
            HostKinds.ALL,
            LibraryKinds.ALL,
            FlightRecorderKinds.ALL)
        .flatMap(List::stream)
        .toList();
  }
}
