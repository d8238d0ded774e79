package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Raw;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JDBC drivers of the plugin in {@code DriverManager}, and actions of the plugin there. */
final class JdbcDrivers implements Sweep {

  @Override
  public String name() {
    return "jdbc-drivers";
  }

  @Override
  public String meaning() {
    return "JDBC drivers of the plugin are deregistered";
  }

  @Override
  public List<String> sweep(Departed departed) throws NoSuchFieldException {
    Class<?> manager = JdkClasses.initialized("java.sql.DriverManager");
    List<String> done = new ArrayList<>();
    if (manager == null
        || !(Raw.readStatic(manager, "registeredDrivers") instanceof List<?> drivers)) {
      return done;
    }
    for (Object info : drivers) {
      @Nullable Object driver = Raw.read(info, "driver");
      @Nullable Object action = Raw.read(info, "da");
      // Two entries are equal if their drivers are the same object, and only then.
      if ((departed.owns(driver) || departed.owns(action))
          && drivers.removeIf(other -> other == info)) {
        done.add(
            "took %s out of DriverManager"
                .formatted(driver == null ? "a driver" : driver.getClass().getName()));
      }
    }
    return done;
  }
}
