package dev.pluginswap.unload.heap;

/**
 * How a class loader is known in a heap dump.
 *
 * @param className the binary name of its class, {@code
 *     dev.pluginswap.runtime.PluginClassLoader}; of subclasses nothing is taken
 * @param loaderName what {@link ClassLoader#getName} answers, {@code greeter@1.2.0#7}; one loader
 *     of that class has it
 */
public record LoaderMark(String className, String loaderName) {}
