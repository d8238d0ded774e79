package dev.pluginswap.install;

import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps what thousands of injected failures log out of the build's output. */
final class WithoutStderr implements BeforeAllCallback, AfterAllCallback {
  private PrintStream stderr = System.err;

  @Override
  public void beforeAll(ExtensionContext context) {
    stderr = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    System.setErr(stderr);
  }
}
