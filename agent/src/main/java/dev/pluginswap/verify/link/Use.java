package dev.pluginswap.verify.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an instruction, or an exception table, needs. */
sealed interface Use {

  /** Where it stands. */
  Spot spot();

  /**
   * A class.
   *
   * @param purpose what for
   * @param name internal name; of an array, its element class
   * @param spot where
   */
  record OfType(Purpose purpose, String name, Spot spot) implements Use {

    /** What a class is needed for. */
    enum Purpose {
      /** It is instantiated. */
      NEW,
      /** A cast, a test, an array, a class literal. */
      NAMED,
      /** A handler catches it; the verifier loads it. */
      CATCH,
      /** It is in the signature of a method type or of a dynamic call. */
      SIGNATURE
    }
  }

  /**
   * A member.
   *
   * @param kind what for
   * @param ref which
   * @param receiver type of the object whose member it is, as the verifier sees it: internal name
   *     or array descriptor; null when there is none, or when it is this class or unknown
   * @param spot where
   */
  record OfMember(MemberKind kind, MemberRef ref, @Nullable String receiver, Spot spot)
      implements Use {}

  /**
   * What the verifier takes for granted: values of one type are values of another.
   *
   * @param from internal name or array descriptor
   * @param to internal name or array descriptor
   * @param spot where
   */
  record OfSubtype(String from, String to, Spot spot) implements Use {}

  /**
   * A lambda or method reference.
   *
   * @param type internal name of the functional interface
   * @param method the method that is implemented
   * @param descriptors with which descriptors it is
   * @param markers internal names of further interfaces
   * @param spot where
   */
  record OfLambda(
      String type, String method, List<String> descriptors, List<String> markers, Spot spot)
      implements Use {}

  /**
   * A switch that selects by pattern or enum constant.
   *
   * @param selector descriptor of what is switched on
   * @param isOfEnum whether it is switched on as an enum
   * @param spot where
   */
  record OfSwitch(String selector, boolean isOfEnum, Spot spot) implements Use {}

  /**
   * A name that is known at run time only.
   *
   * @param kind whose
   * @param text the constant
   * @param spot where
   */
  record OfName(Kind kind, String text, Spot spot) implements Use {

    /** Whose name. */
    enum Kind {
      /** Text that may be a binary class name. */
      TEXT,
      /** A class that is looked up by reflection. */
      CLASS,
      /** A native library that is loaded. */
      LIBRARY
    }
  }
}
