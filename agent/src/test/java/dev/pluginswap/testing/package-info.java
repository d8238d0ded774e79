/** Makes real plugins for the tests: sources in, jars and bundles out. */
package dev.pluginswap.testing;
