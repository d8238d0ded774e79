package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.Edge;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.Names;
import dev.pluginswap.unload.walk.Walk;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Protection domains of the plugin forget their loader. Until JDK 23 each thread, timer and many
 * another object holds, in a captured {@code AccessControlContext}, the domains of all code that
 * was on the stack when it was made; and anybody may have asked a class for its domain. Only a
 * security manager asks a domain for its loader; where there is one, nothing is done.
 */
final class ProtectionDomains implements EdgeRepair {

  @Override
  public String name() {
    return "protection-domains";
  }

  @Override
  public String meaning() {
    return "protection domains of the plugin that others hold forget its class loader";
  }

  @Override
  public @Nullable String repair(Edge edge, Departed departed, Walk walk) throws Exception {
    FieldRef field = edge.last().field();
    if (field == null
        || !field.is(ProtectionDomain.class.getName(), "classloader")
        || hasSecurityManager()
        || !field.replace(edge.holder(), edge.owned(), null)) {
      return null;
    }
    return "took %s out of the protection domain at %s"
        .formatted(Names.of(edge.owned()), edge.where(edge.path().size() - 1));
  }

  /** By name: the method is to be removed. */
  private static boolean hasSecurityManager() throws ReflectiveOperationException {
    try {
      return System.class.getMethod("getSecurityManager").invoke(null) != null;
    } catch (NoSuchMethodException e) {
      return false; // a JDK without
    }
  }
}
