package dev.pluginswap.verify.link;

import dev.pluginswap.api.Severity;
import dev.pluginswap.bundle.Waiver;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How much an issue matters: whether the error would reach somebody who did not expect it. */
final class Verdict {

  private final Check check;
  private final Roots roots;
  private final LinkPolicy policy;

  /** Null until somebody asks. */
  private @Nullable Probes probes;

  private final Companions companions;

  Verdict(Check check, Roots roots, LinkPolicy policy) {
    this.check = check;
    this.roots = roots;
    this.policy = policy;
    this.companions = new Companions(check.universe);
  }

  /** The waiver that covers what is missing. */
  Optional<Waiver> waiver(Issue issue) {
    String packageName = Names.binary(Names.packageOf(issue.targetClass()));
    for (Waiver waiver : policy.waivers()) {
      if (waiver.packages().covers(packageName)) {
        return Optional.of(waiver);
      }
    }
    return Optional.empty();
  }

  /** Whether anything is to be said about it at all. */
  boolean matters(Issue issue) {
    // Old libraries implement less than today's JDK interfaces have, and nobody calls the rest.
    return !(issue.moment() instanceof Issue.Moment.Call call)
        || !call.holder().origin().isJdk()
        || roots.reach().called(call.holder(), call.key()) != 0;
  }

  Severity of(Issue issue) {
    if (issue.moment() instanceof Issue.Moment.Advice || waiver(issue).isPresent()) {
      return Severity.WARNING;
    }
    if (policy.mode() == LinkPolicy.Mode.STRICT) {
      return Severity.ERROR;
    }
    // What is known without following any code comes first.
    return !isAskedFor(issue) && !isSpared(issue) && (escaping(issue) & issue.error().bit()) != 0
        ? Severity.ERROR
        : Severity.WARNING;
  }

  private boolean isAskedFor(Issue issue) {
    return issue.error() == LinkError.NO_CLASS_DEF_FOUND
        && probes().cover(issue.targetClass())
        && !roots.isCertain(issue);
  }

  /**
   * Whether a library that the plugin bundles cannot work with another one that is not there at
   * all, or with inner parts of the JDK, and the plugin's own code does not make it try.
   */
  private boolean isSpared(Issue issue) {
    ClassModel user = issue.user().model();
    probes().cover(issue.targetClass()); // what is asked for by name was met, too
    return !roots.isOwn(user)
        && companions.lack(Names.packageOf(issue.targetClass()), user)
        && !roots.meets(issue);
  }

  private Probes probes() {
    if (probes == null) {
      probes = Probes.of(check);
    }
    return probes;
  }

  /** The errors that would reach somebody if they were raised there. */
  private int escaping(Issue issue) {
    Reach reach = roots.reach();
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
