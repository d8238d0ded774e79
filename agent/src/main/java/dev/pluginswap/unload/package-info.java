/** Proves that the class loader of an old generation is garbage, or says who holds it. */
@NullMarked
package dev.pluginswap.unload;

import org.jspecify.annotations.NullMarked;
