package dev.pluginswap.benchmarks;

import dev.pluginswap.unload.walk.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Four million objects of an application: lists, maps, and records that refer to each other. */
@State(Scope.Benchmark)
public class LargeHeap {

  private static final int OBJECTS = 4_000_000;

  /** One of many. */
  private record Customer(Object name, Object address, Object orders) {}

  private static final Map<Integer, Object> ALL = new HashMap<>();

  /** Fills it: nine objects that are met for each customer. */
  @Setup
  public void fill() {
    for (int i = 0; i < OBJECTS / 9; i++) {
      List<Object> orders = new ArrayList<>();
      for (int order = 0; order < 4; order++) {
        orders.add(new Customer("order " + order, i, orders));
      }
      ALL.put(i, new Customer("customer " + i, new Object[] {i, orders}, orders));
    }
  }

  /** How many objects a walk has met, which must be most of these. */
  int checked(Walk walk) {
    if (walk.notSeen() != null || walk.objects() < OBJECTS) {
      throw new IllegalStateException(
          "met %,d objects; not seen: %s".formatted(walk.objects(), walk.notSeen()));
    }
    return walk.objects();
  }
}
