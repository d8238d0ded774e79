package host;

/** What every plugin of the suite provides. */
public interface Subject {

  /** The loader of this generation. */
  ClassLoader loader();

  /** Whether what this generation has registered is still there. */
  default boolean intact() throws Exception {
    return true;
  }
}
