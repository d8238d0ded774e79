package dev.pluginswap.verify.link;

import java.util.List;

/** What one method of a plugin needs. Two are one method only if they are one object. */
final class MethodCode {

  private final Member member;
  private final List<Use> uses;
  private final List<Handlers.Range> handlers;

  MethodCode(Member member, List<Use> uses, List<Handlers.Range> handlers) {
    this.member = member;
    this.uses = uses;
    this.handlers = handlers;
  }

  /** The method. */
  Member member() {
    return member;
  }

  /** What it needs, in the order of the code. */
  List<Use> uses() {
    return uses;
  }

  /** The errors that raised there do not leave the method, as {@link LinkError#bit bits}. */
  int caughtAt(Spot spot) {
    int caught = 0;
    for (Handlers.Range range : handlers) {
      if (range.start() <= spot.position() && spot.position() < range.end()) {
        caught |= range.caught();
      }
    }
    return caught;
  }
}
