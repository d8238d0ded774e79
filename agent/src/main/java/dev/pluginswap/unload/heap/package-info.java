@NullMarked
package dev.pluginswap.unload.heap;

import org.jspecify.annotations.NullMarked;
