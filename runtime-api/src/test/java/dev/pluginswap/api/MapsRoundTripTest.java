package dev.pluginswap.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What crosses class loaders as maps comes out as it went in, and is made of JDK types alone. */
class MapsRoundTripTest {

  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final Problem PROBLEM =
      Problem.warning("late-stop", "greeter@1.2.0#7", "a call is still inside", "wait");
  private static final VersionRef VERSION = new VersionRef("1.2.0", SHA);

  private static void onlyJdkTypes(Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, element) -> {
            assertThat(key).isInstanceOf(String.class);
            onlyJdkTypes(element);
          });
    } else if (value instanceof Collection<?> collection) {
      collection.forEach(MapsRoundTripTest::onlyJdkTypes);
    } else if (value != null) {
      assertThat(value.getClass().getClassLoader()).as(value.toString()).isNull();
    }
  }

  @Test
  void aFullReportComesBackAsItWas() {
    InstallReport report =
        new InstallReport(
            "install",
            Outcome.COMMITTED,
            "greeter",
            "1.3.0",
            SHA,
            "CN=Acme",
            7,
            VERSION,
            List.of(new Phase("fetch", Duration.ofNanos(1_234_000))),
            List.of(PROBLEM));
    onlyJdkTypes(report.toMap());
    assertThat(InstallReport.ofMap(report.toMap())).isEqualTo(report);
  }

  @Test
  void aReportWithNothingKnownComesBackAsItWas() {
    InstallReport report =
        new InstallReport(
            "install", Outcome.REFUSED, null, null, null, null, 0, null, List.of(), List.of());
    assertThat(InstallReport.ofMap(report.toMap())).isEqualTo(report);
  }

  @Test
  void aFullStatusComesBackAsItWas() {
    PluginStatus status =
        new PluginStatus(
            "greeter",
            PluginState.LIVE,
            VERSION,
            7,
            Instant.parse("2026-01-02T03:04:05.678901Z"),
            List.of("com.acme.Greeter"),
            3,
            List.of("greeter@1.1.0#6"),
            new VersionRef("1.1.0", SHA),
            List.of(new VersionRef("1.1.0", SHA), new VersionRef("1.0.0", SHA)),
            List.of(PROBLEM),
            new SwapFigures(
                3, 1, 2, Duration.ofMillis(5), Duration.ofMillis(7), Duration.ofSeconds(11)),
            List.of(
                new GenerationStatus(
                    7, "greeter@1.2.0#7", GenerationState.LIVE, List.of(), List.of()),
                new GenerationStatus(
                    6,
                    "greeter@1.1.0#6",
                    GenerationState.HELD,
                    List.of("took com.acme.Driver out of DriverManager"),
                    List.of("static com.acme.Registry.held → com.acme.Impl"))));
    assertThat(status.heldGenerations()).isEqualTo(1);
    onlyJdkTypes(status.toMap());
    assertThat(PluginStatus.ofMap(status.toMap())).isEqualTo(status);
  }

  @Test
  void aStatusWithNothingLiveComesBackAsItWas() {
    PluginStatus status =
        new PluginStatus(
            "greeter",
            PluginState.REMOVED,
            null,
            0,
            null,
            List.of(),
            0,
            List.of(),
            null,
            List.of(),
            List.of(),
            SwapFigures.NONE,
            List.of());
    assertThat(PluginStatus.ofMap(status.toMap())).isEqualTo(status);
  }

  @Test
  void anEventComesBackAsItWas() {
    PluginEvent full =
        new PluginEvent(
            PluginEvent.Kind.SWAPPED,
            Instant.EPOCH,
            "greeter",
            "1.3.0",
            7,
            "greeter 1.3.0 is live");
    PluginEvent bare =
        new PluginEvent(PluginEvent.Kind.COLLECTED, Instant.EPOCH, null, null, 0, "nothing to do");
    onlyJdkTypes(full.toMap());
    assertThat(PluginEvent.ofMap(full.toMap())).isEqualTo(full);
    assertThat(PluginEvent.ofMap(bare.toMap())).isEqualTo(bare);
  }

  @Test
  void aRequestComesBackAsItWas() {
    InstallRequest request =
        InstallRequest.of("greeter.zip")
            .withFetchTimeout(Duration.ofSeconds(1))
            .withStartTimeout(Duration.ofSeconds(2))
            .withDrainTimeout(Duration.ofSeconds(3))
            .withForce(true);
    onlyJdkTypes(request.toMap());
    assertThat(InstallRequest.ofMap(request.toMap())).isEqualTo(request);
    InstallRequest plain = InstallRequest.of("greeter.zip");
    assertThat(InstallRequest.ofMap(plain.toMap())).isEqualTo(plain);
  }

  @Test
  void aRequestInALogHoldsNoPassword() {
    assertThat(InstallRequest.of("https://ada:s3/cr3t@host/a.zip?token=x#y").toString())
        .startsWith("install https://***@host/a.zip?***,");
    assertThat(InstallRequest.of("/srv/a b@c?d.zip").toString())
        .startsWith("install /srv/a b@c?d.zip,");
    assertThat(InstallRequest.of("local://greeter@1.0").toString()).contains("@1.0,");
  }

  @Test
  void numbersMayBeOfAnyIntegralType() { // JSON and JMX make an Integer of a small long
    Map<String, Object> map = new LinkedHashMap<>(new Phase("fetch", Duration.ofMillis(1)).toMap());
    map.put("micros", 1_000);
    assertThat(Phase.ofMap(map).duration()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void aMapWithoutARequiredKeyIsRefusedByName() {
    assertThatThrownBy(() -> VersionRef.ofMap(Map.of("version", "1.0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'digest' must be a String, but is null");
  }
}
