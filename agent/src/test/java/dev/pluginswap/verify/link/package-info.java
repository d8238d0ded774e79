/** Linkage verification, half by half. What it finds is the matter of the suite of cases. */
package dev.pluginswap.verify.link;
