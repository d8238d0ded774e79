package dev.pluginswap.verify.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods, or the fields, that one class declares. Immutable. */
final class Members {

  /** So many are looked through one by one. */
  private static final int FEW = 16;

  private final Member[] all;

  /** Open addressing; null until somebody looks for one of many: of most classes nobody does. */
  private volatile @Nullable Member @Nullable [] table;

  /** Null until somebody asks. */
  private volatile @Nullable List<Member> finals;

  /** Takes the array as it is: it must not be changed any more. */
  Members(Member... all) {
    this.all = all;
  }

  /** All of them, in the order in which they are declared. */
  List<Member> all() {
    return Collections.unmodifiableList(Arrays.asList(all));
  }

  /** The same as an array, which is not to be changed: for who goes through those of each class. */
  Member[] array() {
    return all;
  }

  /** Those that are final. */
  List<Member> finals() {
    List<Member> known = finals;
    if (known == null) {
      List<Member> found = new ArrayList<>();
      for (Member member : all) {
        if (member.isFinal()) {
          found.add(member);
        }
      }
      known = List.copyOf(found);
      finals = known;
    }
    return known;
  }

  /** The one of that name and descriptor; null when there is none. */
  @Nullable Member get(String name, String descriptor) {
    if (all.length <= FEW) {
      for (Member member : all) {
        if (isIt(member, name, descriptor)) {
          return member;
        }
      }
      return null;
    }
    @Nullable Member[] known = table;
    @Nullable Member[] slots = known == null ? slots() : known;
    int slot = hash(name, descriptor) & (slots.length - 1);
    for (Member member = slots[slot]; member != null; member = slots[slot]) {
      if (isIt(member, name, descriptor)) {
        return member;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return null;
  }

  private @Nullable Member[] slots() {
    @Nullable Member[] slots = new Member[Integer.highestOneBit(all.length) << 2];
    for (Member member : all) {
      int slot = hash(member.name(), member.descriptor()) & (slots.length - 1);
      while (slots[slot] != null) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = member;
    }
    table = slots;
    return slots;
  }

  private static boolean isIt(Member member, String name, String descriptor) {
    return member.name().equals(name) && member.descriptor().equals(descriptor);
  }

  private static int hash(String name, String descriptor) {
    int hash = name.hashCode() * 31 + descriptor.hashCode();
    return hash ^ (hash >>> 16);
  }
}
