package dev.pluginswap.store;

/**
 * Something that nothing refers to any more and that is still there: a file of it is open on a
 * system that does not delete open files, or may not be deleted. Each recovery and each collection
 * tries again.
 *
 * @param path relative to the plugins directory
 * @param why what kept it from being deleted; empty in a dry run
 */
public record Pending(String path, String why) {}
