package dev.pluginswap.unload.repair;

import dev.pluginswap.unload.walk.Departed;
import dev.pluginswap.unload.walk.FieldRef;
import dev.pluginswap.unload.walk.LiveThreads;
import dev.pluginswap.unload.walk.Raw;
import java.security.ProtectionDomain;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Access-control contexts: every thread, timer, loader and logger of the JDK keeps that of whoever
 * made it, and so the domains of all code that was on the stack then. The domains of the plugin,
 * and of loaders below it that threads know of, forget their loader. The contexts stay the objects
 * that they are, with the same domains and the same permissions.
 *
 * <p>JDK 24 captures no contexts any more.
 */
final class AccessControl implements Sweep {

  /** Contexts within contexts. */
  private static final int DEPTH = 8;

  @Override
  public String name() {
    return "access-control";
  }

  @Override
  public String meaning() {
    return "protection domains of the plugin, in contexts that others captured, forget its loader";
  }

  @Override
  public int until() {
    return 23;
  }

  @Override
  public List<String> sweep(Departed departed) throws ReflectiveOperationException {
    FieldRef inherited = Raw.field(Thread.class, "inheritedAccessControlContext");
    Set<ProtectionDomain> domains = Collections.newSetFromMap(new IdentityHashMap<>());
    addDomainsOf(departed.loader(), domains);
    int threads = 0;
    for (Thread thread : LiveThreads.all()) {
      Object context = inherited.get(thread);
      if (context != null && addDomainsIn(departed, context, domains, DEPTH)) {
        threads++;
      }
    }
    FieldRef loader = Raw.field(ProtectionDomain.class, "classloader");
    int forgot = 0;
    for (ProtectionDomain domain : domains) {
      Object held = loader.get(domain);
      if (held instanceof ClassLoader own
          && departed.ownsLoader(own)
          && loader.replace(domain, own, null)) {
        forgot++;
      }
    }
    // Each plugin has domains: that they are let go of is worth a word only if somebody had them.
    return threads == 0 || forgot == 0
        ? List.of()
        : List.of(
            "let %d protection domains, in contexts of %d threads, forget their loader"
                .formatted(forgot, threads));
  }

  private static void addDomainsOf(ClassLoader loader, Set<ProtectionDomain> domains)
      throws ReflectiveOperationException {
    if (Raw.read(loader, "defaultDomain") instanceof ProtectionDomain domain) {
      domains.add(domain);
    }
    if (loader instanceof java.security.SecureClassLoader
        && Raw.read(loader, "pdcache") instanceof Map<?, ?> cache) {
      for (Object cached : cache.values()) {
        domains.add((ProtectionDomain) cached);
      }
    }
    for (Class<?> type : LoadedClasses.of(loader)) {
      domains.add(type.getProtectionDomain());
    }
  }

  /** Whether a context has domains of the plugin. */
  private static boolean addDomainsIn(
      Departed departed, Object context, Collection<ProtectionDomain> domains, int depth)
      throws NoSuchFieldException {
    boolean found = false;
    for (String field : new String[] {"context", "limitedContext"}) {
      Object[] held = (Object[]) Raw.read(context, field);
      for (Object domain : held == null ? new Object[0] : held) {
        if (domain instanceof ProtectionDomain own && departed.ownsLoader(own.getClassLoader())) {
          domains.add(own);
          found = true;
        }
      }
    }
    for (String field : new String[] {"privilegedContext", "parent"}) {
      @Nullable Object outer = Raw.read(context, field);
      if (outer != null && depth > 0) {
        found |= addDomainsIn(departed, outer, domains, depth - 1);
      }
    }
    return found;
  }
}
