package dev.pluginswap.source;

import org.jspecify.annotations.Nullable;

/**
 * What a server says of which content it is.
 *
 * @param text for {@code If-Range}: a strong ETag, or the time of the last change; null when there
 *     is neither, and nothing can be resumed
 * @param etag weak or strong; null if there is none
 */
record Validator(@Nullable String text, @Nullable String etag) {

  /** Of a server that says nothing. */
  static final Validator NONE = new Validator(null, null);

  static Validator of(Reply reply) {
    String etag = reply.header("ETag");
    boolean strong = etag != null && etag.startsWith("\"");
    return new Validator(strong ? etag : reply.header("Last-Modified"), etag);
  }

  /** Whether a part with the other validator may belong to this content. */
  boolean allows(Validator part) {
    return etag == null || part.etag == null || etag.equals(part.etag);
  }
}
