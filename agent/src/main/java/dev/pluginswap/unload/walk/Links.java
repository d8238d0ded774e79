package dev.pluginswap.unload.walk;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The links of one walk as numbers. The number of a root is that of its words. */
final class Links {

  /** Of a {@link Link.Type}; the elements of arrays are their indexes. */
  static final int TYPE = -1;

  private static final int FIRST_FIELD = -2;

  private final List<FieldRef> fields = new ArrayList<>();
  private final IdentityHashMap<FieldRef, Integer> numbers = new IdentityHashMap<>();
  private final List<String> roots = new ArrayList<>();

  int of(FieldRef field) {
    return numbers.computeIfAbsent(
        field,
        unknown -> {
          fields.add(field);
          return FIRST_FIELD - (fields.size() - 1);
        });
  }

  int ofRoot(String words) {
    roots.add(words);
    return roots.size() - 1;
  }

  Link.Root root(int number) {
    return new Link.Root(roots.get(number));
  }

  Link link(int number) {
    if (number >= 0) {
      return new Link.Element(number);
    }
    return number == TYPE ? new Link.Type() : new Link.Field(fields.get(FIRST_FIELD - number));
  }
}
