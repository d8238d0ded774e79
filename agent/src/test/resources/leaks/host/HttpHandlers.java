package host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** Answers of the host's server. */
public final class HttpHandlers {

  /** Closes at once. */
  public static final HttpHandler NOTHING = HttpExchange::close;

  private HttpHandlers() {}
}
