package dev.pluginswap.runtime;

/**
 * Where a handle leads at the moment.
 *
 * @param generation for persons: who is behind it
 * @param gate of that generation; passed before the provider is called
 * @param provider what is called
 */
record Route(Generation generation, Gate gate, Object provider) {}
