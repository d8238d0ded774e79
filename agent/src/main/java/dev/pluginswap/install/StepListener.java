package dev.pluginswap.install;

/**
 * Told of each step as a transaction goes. What it throws fails the step: tests fail steps this
 * way.
 */
interface StepListener {

  /** Hears nothing. */
  StepListener NONE = new StepListener() {};

  /** Before the step does anything. */
  default void before(Step step) throws Exception {}

  /** After the step has done everything. */
  default void after(Step step) throws Exception {}
}
