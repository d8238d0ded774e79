package dev.pluginswap.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The states in which a crash may leave a disk. Deterministic; safe for use by any thread.
 *
 * @param before the disk before the first effect; all of it is durable
 * @param effects what happened then
 * @param from the crash comes after at least this many effects
 * @param likeness which disks count as the same
 * @param effort how many subsets of pending effects are looked at, per crash
 */
public record CrashStates(
    DiskImage before, List<? extends Effect> effects, int from, Likeness likeness, Effort effort) {

  /** The crash may come at any time. */
  public static CrashStates of(
      DiskImage before, List<? extends Effect> effects, Likeness likeness) {
    return new CrashStates(before, effects, 0, likeness, Effort.THOROUGH);
  }

  /**
   * What an enumeration found.
   *
   * @param enumerated how many states were looked at
   * @param unique the different ones, by {@link CrashState#key}, in the order of the crash
   */
  public record Found(int enumerated, List<CrashState> unique) {

    /** What several enumerations found together. */
    public static Found all(List<Found> each) {
      Map<CrashState.Key, CrashState> unique = new LinkedHashMap<>();
      each.forEach(found -> found.unique.forEach(state -> unique.putIfAbsent(state.key(), state)));
      return new Found(
          each.stream().mapToInt(Found::enumerated).sum(), List.copyOf(unique.values()));
    }
  }

  /** Enumerates, by one model. */
  public Found by(CrashModel model) {
    List<Effect> log = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < effects.size(); i++) {
      if (i < from) {
        start += model == CrashModel.SPLIT ? effects.get(i).halves().size() : 1;
      }
      log.addAll(model == CrashModel.SPLIT ? effects.get(i).halves() : List.of(effects.get(i)));
    }
    List<Crash> crashes =
        IntStream.rangeClosed(start, log.size())
            .filter(end -> model == CrashModel.KILL || isBarrier(log, end))
            .parallel()
            .mapToObj(end -> new Crash(log.subList(0, end), model).run())
            .toList();
    Map<CrashState.Key, CrashState> unique = new LinkedHashMap<>();
    int enumerated = 0;
    for (Crash crash : crashes) {
      enumerated += crash.enumerated;
      crash.states.forEach(unique::putIfAbsent);
    }
    return new Found(enumerated, List.copyOf(unique.values()));
  }

  /**
   * Whether a power loss at this point may leave what one an effect later may not: only a force
   * takes possibilities away, and only a mark is never lost.
   */
  private static boolean isBarrier(List<Effect> log, int end) {
    return end == log.size()
        || log.get(end) instanceof Effect.Force
        || log.get(end) instanceof Effect.Mark;
  }

  /** One moment of the crash. */
  private final class Crash {
    private final List<Effect> log;
    private final CrashModel model;
    private final List<String> marks;
    private final Map<CrashState.Key, CrashState> states = new LinkedHashMap<>();
    private int enumerated;

    Crash(List<Effect> log, CrashModel model) {
      this.log = log;
      this.model = model;
      this.marks =
          log.stream()
              .filter(effect -> effect instanceof Effect.Mark)
              .map(effect -> ((Effect.Mark) effect).text())
              .toList();
    }

    Crash run() {
      switch (model) {
        case KILL -> add(DiskDraft.of(before, log), new Treatment[log.size()], 0);
        case ORDERED -> ordered();
        case WEAK, SPLIT -> weak();
      }
      return this;
    }

    private void weak() {
      List<Integer> pending = new ArrayList<>();
      for (int i = 0; i < log.size(); i++) {
        if (isPending(i)) {
          pending.add(i);
        }
      }
      int[] alternatives =
          pending.stream()
              .mapToInt(i -> log.get(i) instanceof Effect.Write ? Treatment.COUNT : 2)
              .toArray();
      each(
          pending.isEmpty() ? log.size() : pending.get(0),
          alternatives,
          (chosen, treatments) -> {
            for (int i = 0; i < chosen.length; i++) {
              treatments[pending.get(i)] = Treatment.at(chosen[i]);
            }
          });
    }

    /** The first item is where the journal ends, the others are the files with pending data. */
    private void ordered() {
      int durable = -1;
      for (int i = 0; i < log.size(); i++) {
        if (log.get(i) instanceof Effect.Metadata && !isPending(i)) {
          durable = i;
        }
      }
      List<Integer> ends = new ArrayList<>();
      Map<Long, List<Integer>> files = new LinkedHashMap<>();
      for (int i = 0; i < log.size(); i++) {
        if (log.get(i) instanceof Effect.Metadata && i > durable) {
          ends.add(i);
        } else if (log.get(i) instanceof Effect.Data data && isPending(i)) {
          files.computeIfAbsent(data.inode(), absent -> new ArrayList<>()).add(i);
        }
      }
      List<List<Integer>> data = List.copyOf(files.values());
      int[] alternatives = new int[1 + data.size()];
      Arrays.fill(alternatives, Treatment.COUNT);
      alternatives[0] = ends.size() + 1;
      int settled =
          Math.min(first(ends), data.stream().mapToInt(this::first).min().orElse(log.size()));
      each(
          settled,
          alternatives,
          (chosen, treatments) -> {
            for (int i = 0; i < ends.size(); i++) {
              // Alternative 0 is the whole journal, the last one none of what is not durable.
              boolean kept = i < ends.size() - chosen[0];
              treatments[ends.get(i)] = kept ? Treatment.KEPT : Treatment.LOST;
            }
            for (int i = 0; i < data.size(); i++) {
              for (int write : data.get(i)) {
                treatments[write] = Treatment.at(chosen[i + 1]);
              }
            }
          });
    }

    private int first(List<Integer> indexes) {
      return indexes.isEmpty() ? log.size() : indexes.get(0);
    }

    private boolean isPending(int index) {
      Effect effect = log.get(index);
      if (!(effect instanceof Effect.Metadata || effect instanceof Effect.Data)) {
        return false;
      }
      return log.subList(index + 1, log.size()).stream()
          .noneMatch(
              later -> later instanceof Effect.Force force && effect.isPinnedBy(force.inode()));
    }

    private interface Treat {
      void choose(int[] chosen, Treatment[] treatments);
    }

    /**
     * @param settled how many effects at the beginning are kept in every state
     */
    private void each(int settled, int[] alternatives, Treat treat) {
      DiskDraft common = DiskDraft.of(before, log);
      log.subList(0, settled).forEach(effect -> common.apply(effect, Treatment.KEPT));
      Treatment[] treatments = new Treatment[log.size()];
      Consumer<int[]> add =
          chosen -> {
            treat.choose(chosen, treatments);
            add(common.copy(), treatments, settled);
          };
      new Choices(alternatives, effort).forEach(add);
    }

    /** An effect without a treatment is kept. */
    private void add(DiskDraft draft, Treatment[] treatments, int settled) {
      for (int i = settled; i < log.size(); i++) {
        draft.apply(log.get(i), treatments[i] == null ? Treatment.KEPT : treatments[i]);
      }
      DiskImage image = draft.freeze();
      CrashState state =
          new CrashState(image, image.fingerprint(likeness), model, log.size(), marks);
      enumerated++;
      states.putIfAbsent(state.key(), state);
    }
  }
}
