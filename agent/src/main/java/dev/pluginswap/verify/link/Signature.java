package dev.pluginswap.verify.link;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * A method's descriptor in the verifier's types: class names and array descriptors as strings,
 * primitive types as {@link Opcodes#INTEGER} and its like.
 */
final class Signature {

  private final Object[] parameters;
  private final @Nullable Object result;

  private Signature(Object[] parameters, @Nullable Object result) {
    this.parameters = parameters;
    this.result = result;
  }

  /** The types of the parameters. */
  Object[] parameters() {
    return parameters;
  }

  /** The type of the result; null for void. */
  @Nullable Object result() {
    return result;
  }

  /** Signatures by descriptor: one check meets few of them, many times. */
  static final class Cache {

    private final Map<String, Signature> byDescriptor = new HashMap<>();

    Signature of(String descriptor) {
      Signature known = byDescriptor.get(descriptor);
      if (known == null) {
        known = parse(descriptor);
        byDescriptor.put(descriptor, known);
      }
      return known;
    }
  }

  private static Signature parse(String descriptor) {
    Type[] arguments = Type.getArgumentTypes(descriptor);
    Object[] parameters = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      parameters[i] = value(arguments[i]);
    }
    Type result = Type.getReturnType(descriptor);
    return new Signature(parameters, result.getSort() == Type.VOID ? null : value(result));
  }

  /** The verifier's type for values of a type. */
  static Object value(Type type) {
    return switch (type.getSort()) {
      case Type.LONG -> Opcodes.LONG;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.ARRAY, Type.OBJECT -> type.getInternalName();
      default -> Opcodes.INTEGER;
    };
  }

  /** Whether values of a verifier's type fill two slots. */
  static boolean isWide(Object type) {
    return type == Opcodes.LONG || type == Opcodes.DOUBLE;
  }
}
