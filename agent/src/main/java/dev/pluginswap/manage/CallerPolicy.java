package dev.pluginswap.manage;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.security.Principal;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Who may make the agent act: whoever is in this JVM or on this machine; callers of other machines
 * only if remote use is switched on and they are authenticated.
 */
public final class CallerPolicy {

  /** The host of the RMI call that this thread serves; null when it serves none. */
  private final Supplier<@Nullable String> callerHost;

  /** Whether an address is one of this machine's. */
  private final Predicate<String> isThisMachine;

  /** Whom the caller has authenticated as; null when as nobody. */
  private final Supplier<@Nullable Subject> caller;

  private final boolean remoteUse;

  CallerPolicy(
      Supplier<@Nullable String> callerHost,
      Predicate<String> isThisMachine,
      Supplier<@Nullable Subject> caller,
      boolean remoteUse) {
    this.callerHost = callerHost;
    this.isThisMachine = isThisMachine;
    this.caller = caller;
    this.remoteUse = remoteUse;
  }

  /**
   * The policy for this JVM.
   *
   * @param remoteUse whether authenticated callers of other machines are welcome
   */
  public static CallerPolicy standard(boolean remoteUse) {
    return new CallerPolicy(
        CallerPolicy::rmiClient, CallerPolicy::isLocalAddress, callerLookup(), remoteUse);
  }

  /** This policy for a machine with other addresses. */
  CallerPolicy treatingAsLocal(Predicate<String> addresses) {
    return new CallerPolicy(callerHost, addresses, caller, remoteUse);
  }

  /**
   * Returns if the caller of this thread may do it.
   *
   * @param operation its name, for the message
   * @throws SecurityException if not; the message says what would allow it
   */
  void check(String operation) {
    String host = callerHost.get();
    if (host == null || isThisMachine.test(host)) {
      return;
    }
    if (!remoteUse) {
      throw new SecurityException(
          "%s is refused to %s: only callers on this machine may change plugins; start the agent with"
                  .formatted(operation, host)
              + " remoteManagement=true to let authenticated remote callers in");
    }
    Subject subject = caller.get();
    // A subject without principals names nobody.
    if (subject == null || subject.getPrincipals().isEmpty()) {
      throw new SecurityException(
          "%s is refused to %s: the caller is not authenticated; switch authentication on for JMX"
                  .formatted(operation, host)
              + " (com.sun.management.jmxremote.authenticate=true)");
    }
  }

  /** Who the caller of this thread is, as far as is known: {@code alice, from 10.0.0.7}. */
  String caller() {
    String host = callerHost.get();
    String where =
        host == null
            ? "in this JVM"
            : isThisMachine.test(host) ? "on this machine" : "from " + host;
    Subject subject = caller.get();
    return subject == null || subject.getPrincipals().isEmpty()
        ? where
        : subject.getPrincipals().stream().map(Principal::getName).collect(Collectors.joining(", "))
            + ", "
            + where;
  }

  static boolean isLocalAddress(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException | SocketException e) {
      return false; // what cannot be shown to be local is remote: fail closed
    }
  }

  private static @Nullable String rmiClient() {
    try {
      return RemoteServer.getClientHost();
    } catch (ServerNotActiveException e) {
      return null; // not in an RMI call: the caller is in this JVM
    }
  }

  /**
   * {@code Subject.current()} where there is one (18+), otherwise the subject of the access control
   * context. By method handles, because the latter is deprecated for removal and the former is not
   * in 17.
   */
  private static Supplier<@Nullable Subject> callerLookup() {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      return subjectOf(
          lookup.findStatic(Subject.class, "current", MethodType.methodType(Subject.class)));
    } catch (NoSuchMethodException e) {
      return subjectOfAccessControl(lookup);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Subject.current() is not accessible", e);
    }
  }

  private static Supplier<@Nullable Subject> subjectOfAccessControl(MethodHandles.Lookup lookup) {
    try {
      Class<?> context = Class.forName("java.security.AccessControlContext");
      MethodHandle current =
          lookup.findStatic(
              Class.forName("java.security.AccessController"),
              "getContext",
              MethodType.methodType(context));
      MethodHandle subject =
          lookup.findStatic(
              Subject.class, "getSubject", MethodType.methodType(Subject.class, context));
      return subjectOf(MethodHandles.filterReturnValue(current, subject));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK has no way to ask who the caller is", e);
    }
  }

  private static Supplier<@Nullable Subject> subjectOf(MethodHandle lookup) {
    return () -> {
      try {
        return (Subject) lookup.invoke();
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("cannot ask who the caller is", e);
      }
    };
  }
}
