package dev.pluginswap.runtime;

import java.io.IOException;
import java.util.List;

/** One of every shape of method; the provider answers what it was given. */
public interface Shapes extends GenericPart<String> {
  boolean z(boolean value);

  byte b(byte value);

  char c(char value);

  short s(short value);

  int i(int value);

  float f(float value);

  long j(long first, int second, long third);

  double d(double first, Object second, double third);

  int[][] arrays(int[][] first, String[] second);

  String varargs(String first, Object... rest);

  void nothing(List<String> into);

  default String byDefault() {
    return "the interface's body";
  }

  static String onTheType() {
    return "static";
  }

  void throwsChecked() throws IOException;

  @Override
  boolean equals(Object other);

  @Override
  int hashCode();

  @Override
  String toString();
}
