/** The whole product: the packed agent in JVMs of their own, operated as its users operate it. */
package dev.pluginswap.it;
