package dev.pluginswap.verify.link;

import java.util.Map;

/**
 * The code of a class of a plugin.
 *
 * @param source name of the source file; empty when the class file does not say
 * @param methods by {@link Member#key}
 */
record PluginCode(String source, Map<String, MethodCode> methods) {}
