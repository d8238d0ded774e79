package dev.pluginswap.crash;

import com.google.common.jimfs.Configuration;

/**
 * What kind of file system a disk is mounted as.
 *
 * @param names syntax of paths, and which names are the same
 * @param symbolicLinks whether they can be made; those on the disk are there all the same
 * @param forcesDirectories whether a directory can be opened and forced
 * @param openFilesStay whether a file that is open can neither be deleted nor replaced nor renamed,
 *     nor any directory above it renamed
 */
public record DiskOptions(
    Configuration names, boolean symbolicLinks, boolean forcesDirectories, boolean openFilesStay) {

  private static final int BLOCK = 512;

  /** Linux. */
  public static final DiskOptions LINUX =
      new DiskOptions(small(Configuration.unix(), "/"), true, true, false);

  /** macOS: as Linux, but upper and lower case are the same in a name. */
  public static final DiskOptions MAC =
      new DiskOptions(small(Configuration.osX(), "/"), true, true, false);

  /** Windows, where an ordinary user may not make symbolic links. */
  public static final DiskOptions WINDOWS =
      new DiskOptions(small(Configuration.windows(), "C:\\"), false, false, true);

  /** These, with or without symbolic links. */
  public DiskOptions withSymbolicLinks(boolean can) {
    return new DiskOptions(names, can, forcesDirectories, openFilesStay);
  }

  private static Configuration small(Configuration configuration, String workingDirectory) {
    return configuration.toBuilder()
        .setBlockSize(BLOCK)
        .setWorkingDirectory(workingDirectory)
        .build();
  }
}
