package dev.pluginswap.cli;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.install.HostDescription;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The world around the command line, passed in so that tests own it.
 *
 * @param out results
 * @param err progress and errors
 * @param updatingLine whether {@code err} is a terminal on which one line may be written again and
 *     again
 * @param ansi whether help texts may have colours
 * @param workingDirectory absolute; what relative paths on the command line are relative to
 * @param jar the jar that this is, absolute; what {@code attach} loads
 * @param version of this command line
 * @param jvms the other JVMs
 * @param packing what {@code pack} does
 * @param offline what {@code verify --host} does
 * @param patience how long to wait for an agent that is still starting
 */
record CliEnvironment(
    PrintWriter out,
    PrintWriter err,
    boolean updatingLine,
    boolean ansi,
    Path workingDirectory,
    Path jar,
    String version,
    Jvms jvms,
    Packing packing,
    Offline offline,
    Duration patience) {

  /** Packs a directory into a bundle. */
  @FunctionalInterface
  interface Packing {

    /**
     * The bundle that was written.
     *
     * @param target the zip to write, or a directory to write it into under its own name
     */
    Path pack(Path directory, Path target) throws IOException, BundleRefusedException;
  }

  /** Verifies a bundle against a class path instead of a running JVM. */
  @FunctionalInterface
  interface Offline {

    /** What it found. */
    InstallReport verify(String source, HostDescription host) throws IOException;
  }
}
