package dev.pluginswap.testing.hostile;

/**
 * A bundle that must not come in.
 *
 * @param name what is wrong with it
 * @param code the problem that must be reported
 * @param fileName what the artifact is called
 * @param content makes its bytes
 */
public record HostileBundle(String name, String code, String fileName, Content content) {

  /** Makes bytes. */
  public interface Content {
    byte[] bytes() throws Exception;
  }

  @Override
  public String toString() {
    return name;
  }
}
