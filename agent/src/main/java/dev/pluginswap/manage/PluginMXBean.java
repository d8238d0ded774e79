package dev.pluginswap.manage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One plugin, as {@code dev.pluginswap:type=Plugin,name=…}. Throws as {@link PluginSwapMXBean}
 * does; an attribute throws {@code IllegalStateException} when the plugin is no longer known.
 */
@Description("one plugin of this JVM")
public interface PluginMXBean {

  /** Its name. */
  @Description("the plugin's name")
  String getName();

  /** What it is doing: LIVE, REMOVED, NOT_LOADED, FAILED or BROKEN. */
  @Description("what it is doing: LIVE, REMOVED, NOT_LOADED, FAILED or BROKEN")
  String getState();

  /** The live version; null when none is. */
  @Description("the version that is live")
  @Nullable String getVersion();

  /** The live version's digest, 64 hex digits; null when none is live. */
  @Description("the digest of the version that is live")
  @Nullable String getDigest();

  /** The live generation's number; 0 when none is. */
  @Description("the number of the generation that is live; 0 when none is")
  long getGeneration();

  /** When the live generation went live, ISO-8601; null when none is. */
  @Description("when that generation went live")
  @Nullable String getSince();

  /** The service types it provides, sorted. */
  @Description("the service types it provides")
  List<String> getServices();

  /** Calls inside the live generation now. */
  @Description("calls that are inside the live generation now")
  long getCallsInFlight();

  /** Retired generations with calls inside, oldest first. */
  @Description("retired generations that still have calls inside, oldest first")
  List<String> getDraining();

  /** How many old generations have outlived a collection, and stay in memory. */
  @Description("old generations that stay in memory, because somebody holds them")
  long getHeldGenerations();

  /** The live generation and those before it, newest first. */
  @Description("the live generation and those before it, newest first: their states and holders")
  List<GenerationView> getGenerations();

  /** What a rollback would bring back; null when there is nothing. */
  @Description("the version that a rollback would bring back")
  @Nullable VersionView getPrevious();

  /** What is wrong with it. */
  @Description("what is wrong with it; empty when nothing is")
  List<ProblemView> getProblems();

  /** What its swaps were like for its callers, since the agent started. */
  @Description("swaps, calls inside at the last one, drain times and waits")
  FiguresView getFigures();

  /** Loads the live version again. */
  @Description("loads the live version again, as a new generation")
  ReportView reload();

  /** Brings back the version before. */
  @Description("brings back the version that was live before this one")
  ReportView rollback();

  /** Compares every file of its versions with what was installed. */
  @Description("compares every file of its versions with what was installed")
  ReportView verifyInstalled();

  /** Takes it out of service. */
  @Description("takes it out of service; its last version stays for a rollback")
  ReportView remove();
}
