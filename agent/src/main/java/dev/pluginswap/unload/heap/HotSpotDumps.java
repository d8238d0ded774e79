package dev.pluginswap.unload.heap;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Dumps the heap of this JVM. */
final class HotSpotDumps implements DumpSource {

  @Override
  public long usedBytes() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Override
  public long freeBytes(Path directory) throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  @Override
  public void dump(Path file) throws IOException {
    HotSpotDiagnosticMXBean bean;
    try {
      bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    } catch (IllegalArgumentException | LinkageError e) { // another JVM, or no jdk.management
      throw new IOException("this JVM writes no heap dumps; run it with the module jdk.management", e);
    }
    if (bean == null) {
      throw new IOException("this JVM writes no heap dumps");
    }
    bean.dumpHeap(file.toString(), true);
  }
}
