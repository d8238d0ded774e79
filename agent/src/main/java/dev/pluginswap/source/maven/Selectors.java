package dev.pluginswap.source.maven;

import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.AuthenticationSelector;
import org.eclipse.aether.repository.MirrorSelector;
import org.eclipse.aether.repository.ProxySelector;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.ConservativeAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;

/** Mirrors, proxies and servers of the settings, as the resolver asks for them. */
final class Selectors {

  private Selectors() {}

  static MirrorSelector mirrors(UserSettings user) {
    DefaultMirrorSelector selector = new DefaultMirrorSelector();
    for (Mirror mirror : user.settings().getMirrors()) {
      selector.add(
          mirror.getId(),
          mirror.getUrl(),
          mirror.getLayout(),
          false,
          mirror.isBlocked(),
          mirror.getMirrorOf(),
          mirror.getMirrorOfLayouts());
    }
    // As Maven itself does since 3.8.1: what is read in the clear has checksums in the clear too.
    return selector.add(
        Failures.HTTP_BLOCKER, "http://0.0.0.0/", "default", false, true, "external:http:*", "");
  }

  static ProxySelector proxies(UserSettings user) {
    DefaultProxySelector selector = new DefaultProxySelector();
    for (Proxy proxy : user.secrets().getProxies()) {
      if (proxy.isActive()) {
        Authentication authentication =
            new AuthenticationBuilder()
                .addUsername(proxy.getUsername())
                .addPassword(proxy.getPassword())
                .build();
        selector.add(
            new org.eclipse.aether.repository.Proxy(
                proxy.getProtocol(), proxy.getHost(), proxy.getPort(), authentication),
            proxy.getNonProxyHosts());
      }
    }
    return selector;
  }

  static AuthenticationSelector servers(UserSettings user) {
    DefaultAuthenticationSelector selector = new DefaultAuthenticationSelector();
    for (Server server : user.secrets().getServers()) {
      selector.add(
          server.getId(),
          new AuthenticationBuilder()
              .addUsername(server.getUsername())
              .addPassword(server.getPassword())
              .addPrivateKey(server.getPrivateKey(), server.getPassphrase())
              .build());
    }
    return new ConservativeAuthenticationSelector(selector);
  }
}
