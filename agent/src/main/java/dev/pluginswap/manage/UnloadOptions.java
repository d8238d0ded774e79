package dev.pluginswap.manage;

import dev.pluginswap.unload.UnloadSettings;
import dev.pluginswap.unload.walk.WalkLimits;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the options say of how old generations are let go of.
 *
 * @param settings repairs, walks and collections
 * @param heapDumpLimit bytes of the largest heap in use that is dumped to find out who holds one; 0
 *     for never
 */
record UnloadOptions(UnloadSettings settings, long heapDumpLimit) {

  static UnloadOptions of(OptionReader values) {
    return new UnloadOptions(
        new UnloadSettings(
            values.read("unloadGc", OptionReader::flag),
            new WalkLimits(
                values.read("walkTimeout", OptionReader::duration), WalkLimits.DEFAULTS.objects()),
            values.read("repairsOff", UnloadOptions::names),
            values.read("repairsOn", UnloadOptions::names)),
        values.read("heapDumpLimit", UnloadOptions::bytes));
  }

  /** A number from 0, which is for none. */
  static int limit(String text) {
    return text.equals("0") ? 0 : OptionReader.count(text);
  }

  private static long bytes(String text) {
    return text.equals("0") ? 0 : OptionReader.size(text);
  }

  /** Whether there are repairs of these names, the repairs know. */
  private static Set<String> names(String text) {
    return text.isBlank()
        ? Set.of()
        : new LinkedHashSet<>(Arrays.asList(text.trim().split("\\s*:\\s*", -1)));
  }
}
