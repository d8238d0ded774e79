package dev.pluginswap.unload.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JdbcDriversTest {

  /** Connects to nothing. */
  static final class Nothing implements Driver {
    Nothing() {}

    @Override
    public Connection connect(String url, Properties info) {
      return null;
    }

    @Override
    public boolean acceptsURL(String url) {
      return false;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
      return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
      return 1;
    }

    @Override
    public int getMinorVersion() {
      return 0;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }
  }

  private final Acme plugin = new Acme("v1", Nothing.class);
  private final Acme next = new Acme("v2", Nothing.class);

  private static List<?> registered() throws Exception {
    return (List<?>)
        dev.pluginswap.unload.walk.Raw.readStatic(DriverManager.class, "registeredDrivers");
  }

  @AfterEach
  void deregister() throws Exception {
    new JdbcDrivers().sweep(next.departed());
  }

  @Test
  void onlyDriversOfThePluginGo() throws Exception {
    DriverManager.registerDriver(plugin.make(Nothing.class, Driver.class));
    DriverManager.registerDriver(next.make(Nothing.class, Driver.class));
    int before = registered().size();
    assertThat(new JdbcDrivers().sweep(plugin.departed()))
        .containsExactly("took " + Nothing.class.getName() + " out of DriverManager");
    assertThat(registered()).hasSize(before - 1);
    assertThat(new JdbcDrivers().sweep(plugin.departed())).isEmpty();
    assertThat(new JdbcDrivers().sweep(next.departed())).hasSize(1);
  }
}
