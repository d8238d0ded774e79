package dev.pluginswap.testing.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zips byte by byte, so that everything in them can be a lie. */
final class RawZip {

  private static final int UNIX = 3 << 8;

  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final List<byte[]> directory = new ArrayList<>();
  private byte[] comment = {};
  private long shift;

  /** What is said of an entry, twice: before it, and in the directory. */
  static final class Entry {
    byte[] localName;
    byte[] name;
    int localMethod = 8;
    int method = 8;
    int flags = 0x800;
    long crc;
    long compressed;
    long size;
    int mode = 0100644;
    byte[] data;
    int offset = -1;

    private Entry(byte[] name, byte[] plain) {
      this.name = name;
      this.localName = name;
      this.data = deflate(plain);
      this.size = plain.length;
      this.compressed = data.length;
      CRC32 checksum = new CRC32();
      checksum.update(plain);
      this.crc = checksum.getValue();
    }

    /** As it is, uncompressed. */
    Entry stored(byte[] plain) {
      data = plain;
      compressed = plain.length;
      method = 0;
      localMethod = 0;
      return this;
    }
  }

  /** Changes an entry before it is written. */
  interface Lie {
    void about(Entry entry);
  }

  /** With a manifest, so that there is nothing else to complain about. */
  static RawZip good() {
    return new RawZip().add("plugin.json", HostileBundles.MANIFEST);
  }

  RawZip add(String name, String content) {
    return add(name.getBytes(UTF_8), content.getBytes(UTF_8), entry -> {});
  }

  RawZip add(String name, byte[] content) {
    return add(name.getBytes(UTF_8), content, entry -> {});
  }

  RawZip add(String name, String content, Lie lie) {
    return add(name.getBytes(UTF_8), content.getBytes(UTF_8), lie);
  }

  RawZip add(byte[] name, byte[] plain, Lie lie) {
    Entry entry = new Entry(name, plain);
    lie.about(entry);
    int at = entry.offset < 0 ? content.size() : entry.offset;
    if (entry.offset < 0) {
      byte[] header = new byte[30 + entry.localName.length];
      ByteBuffer local = over(header);
      local.putInt(0x04034b50).putShort((short) 20).putShort((short) entry.flags);
      local.putShort((short) entry.localMethod).putInt(0).putInt((int) entry.crc);
      local.putInt((int) entry.compressed).putInt((int) entry.size);
      local.putShort((short) entry.localName.length).putShort((short) 0).put(entry.localName);
      content.writeBytes(header);
      content.writeBytes(entry.data);
    }
    byte[] told = new byte[46 + name.length];
    ByteBuffer central = over(told);
    central.putInt(0x02014b50).putShort((short) (UNIX | 20)).putShort((short) 20);
    central.putShort((short) entry.flags).putShort((short) entry.method).putInt(0);
    central.putInt((int) entry.crc).putInt((int) entry.compressed).putInt((int) entry.size);
    central.putShort((short) name.length).putShort((short) 0).putShort((short) 0);
    central.putShort((short) 0).putShort((short) 0).putInt(entry.mode << 16).putInt(at);
    central.put(entry.name);
    directory.add(told);
    return this;
  }

  RawZip comment(byte[] bytes) {
    comment = bytes;
    return this;
  }

  /** Moves the directory, as the record at the end has it. */
  RawZip shift(long bytes) {
    shift = bytes;
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(content.toByteArray());
    directory.forEach(all::writeBytes);
    int entries = directory.size();
    byte[] record = new byte[22];
    ByteBuffer end = over(record);
    end.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
    end.putShort((short) entries).putShort((short) entries);
    end.putInt(all.size() - content.size()).putInt((int) (content.size() + shift));
    end.putShort((short) comment.length);
    all.writeBytes(record);
    all.writeBytes(comment);
    return all.toByteArray();
  }

  static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(plain);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  private static ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
