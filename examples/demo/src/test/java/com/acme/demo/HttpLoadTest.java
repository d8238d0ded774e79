package com.acme.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {

  private static final int CALLS = 20;

  private final CountDownLatch calls = new CountDownLatch(CALLS);
  private final AtomicInteger answered = new AtomicInteger();
  private volatile int status = 200;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
          answered.incrementAndGet();
          calls.countDown();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void everyCallIsCounted() throws Exception {
    HttpLoad load = loadUntilCallsAreMade();

    assertThat(load.made()).isEqualTo(answered.get()).isGreaterThanOrEqualTo(CALLS);
    assertThat(load.failed()).isZero();
    assertThat(load.firstFailure()).isNull();
    assertThat(load.lap()).isPositive();
    assertThat(load.lap()).isZero();
  }

  @Test
  void anAnswerOtherThan200IsAFailedCall() throws Exception {
    status = 503;

    HttpLoad load = loadUntilCallsAreMade();

    assertThat(load.failed()).isEqualTo(load.made());
    assertThat(load.firstFailure()).startsWith("503");
  }

  @Test
  void noAnswerIsAFailedCallAndTheLoadGoesOn() throws Exception {
    HttpLoad load =
        HttpLoad.start(
            (client, i) -> {
              calls.countDown();
              throw new ConnectException("refused");
            },
            2);
    assertThat(calls.await(20, TimeUnit.SECONDS)).isTrue();
    load.stop();

    assertThat(load.failed()).isEqualTo(load.made()).isGreaterThanOrEqualTo(CALLS);
    assertThat(load.firstFailure()).contains("refused");
  }

  private HttpLoad loadUntilCallsAreMade() throws InterruptedException {
    URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    HttpLoad load = HttpLoad.start((client, i) -> client.send(request, BodyHandlers.ofString()), 2);
    assertThat(calls.await(20, TimeUnit.SECONDS)).isTrue();
    load.stop();
    return load;
  }
}
