package dev.pluginswap.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginswap.testing.ForkedJvm;
import dev.pluginswap.testing.Greeter;
import dev.pluginswap.testing.Host;
import dev.pluginswap.testing.TestPlugin;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the application sees of the agent, and the agent of the application. */
class IsolationIT {

  @TempDir Path directory;

  private String agent() {
    return "-javaagent:" + ForkedJvm.agentJar() + "=plugins=" + directory.resolve("plugins");
  }

  @Test
  void theApplicationSeesNoClassOfTheCoreAndNoneOfItsLibraries() throws Exception {
    Host host =
        Host.in(directory.resolve("host"))
            .source(
                "host.Main",
                """
                package host;
                public class Main {
                  public static void main(String[] args) throws Exception {
                    Class.forName("dev.pluginswap.api.PluginSwap").getMethod("current").invoke(null);
                    ClassLoader system = ClassLoader.getSystemClassLoader();
                    for (String name : args) {
                      try {
                        System.out.println("seen " + system.loadClass(name));
                      } catch (ClassNotFoundException e) {
                        System.out.println("hidden " + name);
                      }
                    }
                    System.out.println("services " + system.getResource(
                        "META-INF/services/com.fasterxml.jackson.core.JsonFactory"));
                    System.out.println(
                        "context " + Thread.currentThread().getContextClassLoader().equals(system));
                  }
                }
                """)
            .compile();
    try (ForkedJvm jvm =
        ForkedJvm.java(
            directory,
            agent(),
            "-cp",
            host.path(),
            "host.Main",
            "net.bytebuddy.ByteBuddy",
            "com.fasterxml.jackson.core.JsonFactory",
            "org.slf4j.Logger",
            "picocli.CommandLine",
            "org.apache.commons.compress.archivers.ArchiveEntry",
            "dev.pluginswap.manage.AgentCore",
            "dev.pluginswap.install.PluginOperations")) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stdout())
          .filteredOn(line -> line.startsWith("hidden "))
          .as(jvm::toString)
          .hasSize(7);
      assertThat(jvm.stdout()).endsWith("services null", "context true");
    }
  }

  @Test
  void anOldJacksonOfTheApplicationStaysItsOwnAndTheAgentWorks() throws Exception {
    Host host =
        Host.in(directory.resolve("host"))
            .with(ForkedJvm.apiClasses(), ForkedJvm.library("jackson-core-2.9.10.jar"))
            .source(
                "host.Main",
                """
                package host;
                import com.fasterxml.jackson.core.JsonFactory;
                import dev.pluginswap.api.PluginSwap;
                public class Main {
                  public static void main(String[] args) {
                    System.out.println("answer " + PluginSwap.current().plugins());
                    System.out.println("jackson " + new JsonFactory().version());
                  }
                }
                """)
            .compile();
    try (ForkedJvm jvm = ForkedJvm.java(directory, agent(), "-cp", host.path(), "host.Main")) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stdout()).containsExactly("answer []", "jackson 2.9.10");
    }
  }

  @Test
  void anApplicationOfModulesBringsTheApiAsAModuleAndCallsAPluginThroughAHandle() throws Exception {
    Host host =
        Host.in(directory.resolve("host"))
            .with(ForkedJvm.apiClasses())
            .source(
                "module-info",
                """
                module host.app {
                  requires dev.pluginswap.api;
                  exports dev.pluginswap.testing;
                }
                """)
            .source(
                Greeter.class.getName(),
                """
                package dev.pluginswap.testing;
                public interface Greeter { String greet(String name); }
                """)
            .source(
                "host.Main",
                """
                package host;
                import dev.pluginswap.api.PluginSwap;
                import dev.pluginswap.testing.Greeter;
                public class Main {
                  public static void main(String[] args) {
                    Greeter greeter = PluginSwap.current().service(Greeter.class, "greeter");
                    for (String source : args) {
                      System.out.println(PluginSwap.current().install(source).outcome()
                          + " " + greeter.greet("Ada"));
                    }
                    System.out.println(PluginSwap.current()
                        .install("https://localhost/greeter.zip").problems().get(0).code());
                    System.out.println("api in " + PluginSwap.class.getModule());
                    System.out.println("service in " + Greeter.class.getModule());
                  }
                }
                """)
            .compile();
    Path one = TestPlugin.greeter("greeter", "1.0.0", "Hello").zip(directory.resolve("1.zip"));
    Path two = TestPlugin.greeter("greeter", "2.0.0", "Hi").zip(directory.resolve("2.zip"));
    try (ForkedJvm jvm =
        ForkedJvm.java(
            directory,
            agent(),
            "--module-path",
            host.path(),
            "-m",
            "host.app/host.Main",
            one.toString(),
            two.toString())) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stdout())
          .containsExactly(
              "COMMITTED Hello Ada",
              "COMMITTED Hi Ada",
              "source-needs-module",
              "api in module dev.pluginswap.api",
              "service in module host.app");
    }
  }

  @Test
  void anApplicationMayCarryItsOwnCopyOfTheApiInAnotherLoader() throws Exception {
    Host host =
        Host.in(directory.resolve("host"))
            .with(ForkedJvm.apiClasses())
            .source(
                "host.Asks",
                """
                package host;
                import dev.pluginswap.api.PluginSwap;
                import java.util.function.Supplier;
                public class Asks implements Runnable {
                  public void run() {
                    System.out.println(
                        PluginSwap.current().install(System.getProperty("bundle")).outcome());
                    System.out.println(
                        "answer " + PluginSwap.current().service(Supplier.class, "given").get());
                    System.out.println("own copy " + (PluginSwap.class.getClassLoader()
                        == Asks.class.getClassLoader()));
                  }
                }
                """)
            .compile();
    Host outer =
        Host.in(directory.resolve("outer"))
            .source(
                "outer.Main",
                """
                package outer;
                import java.io.File;
                import java.net.URL;
                import java.net.URLClassLoader;
                import java.util.ArrayList;
                import java.util.List;
                public class Main {
                  public static void main(String[] args) throws Exception {
                    List<URL> urls = new ArrayList<>();
                    for (String part : args[0].split(File.pathSeparator)) {
                      urls.add(new File(part).toURI().toURL());
                    }
                    ClassLoader application = new URLClassLoader(
                        urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
                    ((Runnable) application.loadClass("host.Asks")
                        .getConstructor().newInstance()).run();
                  }
                }
                """)
            .compile();
    Path bundle =
        TestPlugin.of("given", "1.0.0")
            .source(
                "test.Given",
                """
                package test;
                public class Given implements java.util.function.Supplier<Object> {
                  @Override public Object get() { return 42; }
                }
                """)
            .provides("java.util.function.Supplier", "test.Given")
            .zip(directory.resolve("given.zip"));
    try (ForkedJvm jvm =
        ForkedJvm.java(
            directory,
            agent(),
            "-Dbundle=" + bundle,
            "-cp",
            outer.path(),
            "outer.Main",
            host.path())) {
      assertThat(jvm.exitValue()).as(jvm::toString).isZero();
      assertThat(jvm.stdout()).containsExactly("COMMITTED", "answer 42", "own copy true");
    }
  }
}
