package dev.pluginswap.crash;

/**
 * An effect, and where it was.
 *
 * @param place the path as it was then, for people
 */
public record LoggedEffect(Effect effect, String place) {

  @Override
  public String toString() {
    return effect.getClass().getSimpleName() + " " + place;
  }
}
