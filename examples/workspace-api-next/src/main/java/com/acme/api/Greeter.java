package com.acme.api;

/** The service that this workspace wants from its plugins. */
public interface Greeter {

  /**
   * A greeting for {@code name}. It says which version of the greeter wrote it and how many
   * greetings there have been: {@code Hello, Ada (greeter 1.0.0, greeting 17)}.
   */
  String greet(String name);
}
