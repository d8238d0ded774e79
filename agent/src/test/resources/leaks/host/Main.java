package host;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.PluginStatus;
import dev.pluginswap.api.PluginSwap;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes one plugin after the other through a swap, and prints what becomes of its first generation.
 *
 * <p>Arguments: a file with a line {@code id bundle-1 bundle-2} a kind, and the bundle of a
 * plugin that is never swapped.
 */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    try {
      runAll(args);
      Runtime.getRuntime().halt(0); // threads of plugins may be in the way of an orderly end
    } catch (Exception | Error e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void runAll(String[] args) throws Exception {
    long begin = System.nanoTime();
    Canaries.establish();
    install(args[1]);
    Keeper bystander = PluginSwap.current().service(Keeper.class, "bystander");
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String[] fields = line.split(" ");
      try {
        run(fields[0], fields[1], fields[2], bystander);
      } catch (Exception | Error e) {
        System.out.println("failed " + fields[0] + " " + e);
        e.printStackTrace();
      }
      Turn.next();
      Shelf.clear();
      Logs.clear();
      Slots.restore();
    }
    System.out.println("done after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
  }

  private static void run(String id, String one, String two, Keeper bystander)
      throws Exception {
    String plugin = "leak-" + id;
    Subject subject = PluginSwap.current().service(Subject.class, plugin);
    install(one);
    WeakReference<ClassLoader> loader = new WeakReference<>(subject.loader());
    long generation = status(plugin).generation();
    List<String> taken = Slots.taken();
    install(two);
    Fate fate = Fate.of(plugin, generation, loader);
    System.out.printf(
        "kind %s %s %s %s || %s%n",
        id,
        fate.collected() ? "collected" : "alive",
        fate.state(),
        String.join("; ", fate.repairs()),
        String.join("; ", fate.holders()));
    if (!subject.intact()) {
      System.out.println("broken " + id + " what the live version has registered");
    }
    if (!bystander.intact()) {
      System.out.println("broken " + id + " what another plugin has registered");
    }
    for (String broken : Canaries.broken(taken)) {
      System.out.println("broken " + id + " " + broken);
    }
  }

  private static PluginStatus status(String plugin) {
    return PluginSwap.current().plugin(plugin).orElseThrow();
  }

  private static void install(String bundle) {
    InstallReport report = PluginSwap.current().install(bundle);
    if (!report.isSuccess()) {
      throw new IllegalStateException(report.toString());
    }
  }
}
