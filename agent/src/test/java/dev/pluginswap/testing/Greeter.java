package dev.pluginswap.testing;

/** A service of the tests' workspace. */
public interface Greeter {

  String greet(String name);
}
