package dev.pluginswap.source.maven;

import java.util.Map;
import org.eclipse.aether.spi.connector.transport.TransporterFactory;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.transport.file.FileTransporterFactory;
import org.eclipse.aether.transport.jdk.JdkTransporterFactory;

/** Maven's own resolver, over the HTTP client of the JDK. */
final class ResolverSupplier extends RepositorySystemSupplier {

  @Override
  protected Map<String, TransporterFactory> createTransporterFactories() {
    return Map.of(
        FileTransporterFactory.NAME,
        new FileTransporterFactory(),
        JdkTransporterFactory.NAME,
        new JdkTransporterFactory(getChecksumExtractor(), getPathProcessor()));
  }
}
