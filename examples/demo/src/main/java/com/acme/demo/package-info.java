/**
 * The demo: one workspace under load takes three upgrades, refuses what must not go in, takes back
 * what fails, and loses no call.
 *
 * <p>Everything is done from outside, as an operator would: the workspace is a JVM of its own, the
 * swaps are made by the command line of the agent's jar, and what is served is asked over HTTP.
 */
@NullMarked
package com.acme.demo;

import org.jspecify.annotations.NullMarked;
