package dev.pluginswap.store;

import dev.pluginswap.api.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, plans, applies.
 *
 * @param frozen plugins of which nothing may be touched, as of each run
 */
record Recovery(
    SnapshotReader reader, Records records, Views views, Versions versions, Set<String> frozen) {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /**
   * Makes everything follow the records.
   *
   * @throws IOException when the directory cannot be looked at, or the records cannot be made
   *     durable; a step that fails is reported instead and the others are done
   */
  RecoveryReport run(boolean verifyHashes, InFlight inFlight, Instant now) throws IOException {
    records.confirm();
    RecoveryPlan plan = plan(verifyHashes, inFlight, now);
    List<String> actions = new ArrayList<>();
    Map<String, List<Problem>> problems = new TreeMap<>();
    plan.problems().forEach((plugin, found) -> problems.put(plugin, new ArrayList<>(found)));
    for (RecoveryStep step : plan.steps()) {
      try {
        step.apply(records, views, versions);
        if (!(step instanceof RecoveryStep.DeleteLease)) { // which every end of a JVM leaves behind
          actions.add(step.describe());
          LOG.info("recovery {}", step.describe());
        }
      } catch (IOException e) {
        LOG.warn("recovery has not {}; left to the next one", step.describe(), e);
        problems.computeIfAbsent(step.plugin(), absent -> new ArrayList<>()).add(problem(step, e));
      }
    }
    return new RecoveryReport(actions, problems);
  }

  /**
   * Tries again to delete what nothing refers to. Needs no confirmed records: whatever is planned
   * here was unreferenced when the lock was gained.
   *
   * @param dryRun only say what is there
   * @return what is still there
   */
  List<Pending> tidy(InFlight inFlight, Instant now, boolean dryRun) throws IOException {
    List<Pending> pending = new ArrayList<>();
    for (RecoveryStep step : plan(false, inFlight, now).steps()) {
      if (step instanceof RecoveryStep.Deletion deletion) {
        String why = dryRun ? "" : failure(deletion);
        if (why != null) {
          pending.add(new Pending(deletion.path(), why));
        }
      }
    }
    return pending;
  }

  /** Null when it worked. */
  private @Nullable String failure(RecoveryStep.Deletion deletion) {
    try {
      deletion.apply(records, views, versions);
      return null;
    } catch (IOException e) {
      LOG.debug("cannot delete {}", deletion.path(), e);
      return e.toString();
    }
  }

  private RecoveryPlan plan(boolean verifyHashes, InFlight inFlight, Instant now)
      throws IOException {
    return RecoveryPlan.of(reader.read(verifyHashes, inFlight, frozen, now));
  }

  private static Problem problem(RecoveryStep step, IOException failure) {
    String what = "recovery has not " + step.describe() + ": " + failure;
    String cure = "look at the disk; the next recovery tries again";
    return step instanceof RecoveryStep.CommitRecord
        ? Problem.error("recovery-failed", step.plugin(), what, cure)
        : Problem.warning("recovery-incomplete", step.plugin(), what, cure);
  }
}
