package dev.pluginswap.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginswap.api.InstallReport;
import dev.pluginswap.api.Outcome;
import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.Delegation;
import dev.pluginswap.testing.TestPlugin;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle against a class path: a build asks before anything is shipped. */
final class OfflineVerificationTest {

  @TempDir Path directory;

  /** A library of which the plugin brings a newer version than the host has. */
  private static String library(String methods) {
    return "package com.acme.lib; public class Text { %s }".formatted(methods);
  }

  private Path host() {
    return TestPlugin.of("host", "1")
        .source("com.acme.lib.Text", library("public static int length(String s) { return 1; }"))
        .jar(directory.resolve("host.jar"));
  }

  private Path plugin() {
    return TestPlugin.of("greeter", "1.0.0")
        .source(
            "com.acme.lib.Text",
            library(
                "public static int length(String s) { return 1; }"
                    + " public static String trim(String s) { return s; }"))
        .source(
            "test.Hello",
            "package test; public class Hello implements Runnable {"
                + " public void run() { com.acme.lib.Text.trim(\"\"); } }")
        .provides("java.lang.Runnable", "test.Hello")
        .requires("java.lang.Runnable")
        .zip(directory.resolve("greeter.zip"));
  }

  private InstallReport verify(Delegation.Order others, Linkage linkage) throws IOException {
    return OfflineVerification.verify(
        plugin().toString(), new HostDescription(List.of(host()), List.of(), others, linkage));
  }

  @Test
  void inThisAgentAPluginsOwnLibraryComesFirst() throws IOException {
    InstallReport report = verify(Delegation.Order.PLUGIN_FIRST, Linkage.STRICT);

    assertThat(report.outcome()).as(report::toString).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void inAHostThatComesFirstItsOldLibraryIsWhatCounts() throws IOException {
    InstallReport report = verify(Delegation.Order.WORKSPACE_FIRST, Linkage.DEFAULT);

    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.problems())
        .filteredOn(Problem::isError)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("member-missing");
              assertThat(problem.what()).contains("com.acme.lib.Text.trim(String)");
            });
  }

  @Test
  void whereLinkageIsOffNothingOfThatIsLookedAt() throws IOException {
    assertThat(verify(Delegation.Order.WORKSPACE_FIRST, Linkage.OFF).outcome())
        .isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void aClassPathThatIsNotThereIsAnError() {
    HostDescription nowhere =
        new HostDescription(
            List.of(directory.resolve("none.jar")),
            List.of(),
            Delegation.Order.PLUGIN_FIRST,
            Linkage.DEFAULT);
    assertThatThrownBy(() -> OfflineVerification.verify("greeter.zip", nowhere))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.jar");
  }
}
