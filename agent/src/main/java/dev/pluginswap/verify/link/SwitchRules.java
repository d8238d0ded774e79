package dev.pluginswap.verify.link;

import net.bytebuddy.jar.asm.Opcodes;

/** What {@code java.lang.runtime.SwitchBootstraps} takes as the selector of a switch. */
final class SwitchRules {

  /** From this version on a primitive value may be switched on by pattern (JEP 455). */
  private static final int PRIMITIVE_SELECTORS = 23;

  private final Check check;

  SwitchRules(Check check) {
    this.check = check;
  }

  void check(PluginClass user, MethodCode code, Use.OfSwitch use) {
    if (use.isOfEnum()) {
      selectorOfEnum(user, code, use);
    } else if (use.selector().length() == 1 && check.wording.feature() < PRIMITIVE_SELECTORS) {
      check.add(
          TypeRules.Request.of(user, code, use.spot(), "switches on a primitive value by pattern")
              .issue(
                  LinkError.BOOTSTRAP,
                  "java.lang.runtime.SwitchBootstraps.typeSwitch",
                  "java/lang/runtime/SwitchBootstraps",
                  ", which Java %d cannot".formatted(check.wording.feature()),
                  "run the workspace on Java %d or newer, or compile the plugin with --release %d"
                      .formatted(PRIMITIVE_SELECTORS, check.wording.feature())));
    }
  }

  private void selectorOfEnum(PluginClass user, MethodCode code, Use.OfSwitch use) {
    String name = use.selector().substring(1, use.selector().length() - 1);
    ClassModel type = check.universe.find(name);
    // That there is none is said of the call's signature.
    if (type == null || (type.access() & Opcodes.ACC_ENUM) != 0) {
      return;
    }
    check.add(
        TypeRules.Request.of(user, code, use.spot(), "switches on " + Names.binary(name))
            .issue(
                LinkError.BOOTSTRAP,
                Names.binary(name),
                name,
                ", which is no enum in " + check.wording.party(type),
                check.wording.cure(type)));
  }
}
