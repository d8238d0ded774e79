package dev.pluginswap.verify.link;

/**
 * Where in a method something stands.
 *
 * @param position index of the instruction
 * @param line in the source file; 0 when unknown
 * @param always whether the method cannot be entered without coming here: no branch stands before
 */
record Spot(int position, int line, boolean always) {}
