package dev.pluginswap.manage;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;

/** A real RMI connector over an MBean server, and a client of it. */
final class LoopbackJmx implements AutoCloseable {

  private final JMXConnectorServer connectorServer;
  private final JMXConnector connector;

  @SuppressWarnings("BanJNDI") // the address is that of the server started here
  LoopbackJmx(MBeanServer server, JMXAuthenticator authenticator) throws IOException {
    Map<String, Object> environment = new HashMap<>();
    if (authenticator != null) {
      environment.put(JMXConnectorServer.AUTHENTICATOR, authenticator);
    }
    connectorServer =
        JMXConnectorServerFactory.newJMXConnectorServer(
            new JMXServiceURL("rmi", "127.0.0.1", 0), environment, server);
    connectorServer.start();
    connector =
        JMXConnectorFactory.connect(
            connectorServer.getAddress(),
            Map.of(JMXConnector.CREDENTIALS, new String[] {"ada", "secret"}));
  }

  MBeanServerConnection client() throws IOException {
    return connector.getMBeanServerConnection();
  }

  @Override
  public void close() throws IOException {
    connector.close();
    connectorServer.stop();
  }
}
