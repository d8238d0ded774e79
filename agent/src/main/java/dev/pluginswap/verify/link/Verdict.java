package dev.pluginswap.verify.link;

import dev.pluginswap.api.Severity;
import dev.pluginswap.bundle.Waiver;
import java.util.Optional;

/** How much an issue matters: whether the error would reach somebody who did not expect it. */
final class Verdict {

  private final Reach reach;
  private final Probes probes;
  private final Certainty certainty;
  private final Companions companions;
  private final Demand demand;
  private final LinkPolicy policy;

  Verdict(Roots roots, Probes probes, Companions companions, LinkPolicy policy) {
    this.reach = roots.reach();
    this.certainty = roots.certainty();
    this.demand = roots.demand();
    this.probes = probes;
    this.companions = companions;
    this.policy = policy;
  }

  /** The waiver that covers what is missing. */
  Optional<Waiver> waiver(Issue issue) {
    String packageName = Names.binary(Names.packageOf(issue.targetClass()));
    return policy.waivers().stream()
        .filter(waiver -> waiver.packages().covers(packageName))
        .findFirst();
  }

  /** Whether anything is to be said about it at all. */
  boolean matters(Issue issue) {
    // Old libraries implement less than today's JDK interfaces have, and nobody calls the rest.
    return !(issue.moment() instanceof Issue.Moment.Call call)
        || !call.holder().origin().isJdk()
        || reach.called(call.holder(), call.key()) != 0;
  }

  Severity of(Issue issue) {
    if (issue.moment() instanceof Issue.Moment.Advice || waiver(issue).isPresent()) {
      return Severity.WARNING;
    }
    if (policy.mode() == LinkPolicy.Mode.STRICT) {
      return Severity.ERROR;
    }
    boolean escapes = (escaping(issue) & issue.error().bit()) != 0;
    boolean asked =
        issue.error() == LinkError.NO_CLASS_DEF_FOUND
            && probes.cover(issue.targetClass())
            && !certainty.isCertain(issue);
    return escapes && !asked && !isSpared(issue) ? Severity.ERROR : Severity.WARNING;
  }

  /**
   * Whether a library that the plugin bundles cannot work with another one that is not there at
   * all, or with inner parts of the JDK, and the plugin's own code does not make it try.
   */
  private boolean isSpared(Issue issue) {
    ClassModel user = issue.user().model();
    return !demand.isOwn(user)
        && companions.lack(Names.packageOf(issue.targetClass()), user)
        && !demand.meets(issue);
  }

  /** The errors that would reach somebody if they were raised there. */
  private int escaping(Issue issue) {
    String user = issue.user().model().name();
    if (issue.moment() instanceof Issue.Moment.Load) {
      return reach.loaded(user);
    }
    if (issue.moment() instanceof Issue.Moment.Link) {
      return reach.live(user);
    }
    MethodCode code = issue.code();
    Spot spot = issue.spot();
    int made =
        code == null || spot == null
            ? reach.live(user)
            : reach.exposed(code) & ~code.caughtAt(spot);
    if (!(issue.moment() instanceof Issue.Moment.Call call)) {
      return made;
    }
    Origin holder = call.holder().origin();
    // The workspace calls its own interfaces; whether others do shows in the plugin's code.
    return holder.isJdk() || holder.isPlugin()
        ? made & reach.called(call.holder(), call.key())
        : made;
  }
}
