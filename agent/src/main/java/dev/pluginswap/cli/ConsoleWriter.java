package dev.pluginswap.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * Writes ASCII for the arrow and the ellipsis where the charset has none, as in the POSIX locale.
 */
final class ConsoleWriter extends FilterWriter {

  private final CharsetEncoder encoder;

  private ConsoleWriter(Writer out, Charset charset) {
    super(out);
    this.encoder = charset.newEncoder();
  }

  static PrintWriter of(OutputStream stream, Charset charset) {
    return new PrintWriter(new ConsoleWriter(new OutputStreamWriter(stream, charset), charset));
  }

  @Override
  public void write(int character) throws IOException {
    if (character < 128 || encoder.canEncode((char) character)) {
      out.write(character);
    } else if (character == '→') {
      out.write("->");
    } else if (character == '…') {
      out.write("...");
    } else {
      out.write(character);
    }
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(characters[i]);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    write(text.toCharArray(), offset, length);
  }
}
