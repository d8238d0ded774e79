package host;

/** A service of another plugin, which keeps what it is given. */
public interface Keeper {

  void keep(Object object);

  /** Whether all that it has registered for itself is still there. */
  boolean intact() throws Exception;
}
