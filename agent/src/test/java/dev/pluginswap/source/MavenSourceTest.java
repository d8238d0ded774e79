package dev.pluginswap.source;

import static dev.pluginswap.source.MavenServer.dependencies;
import static dev.pluginswap.source.MavenServer.needs;
import static dev.pluginswap.source.MavenServer.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleLimits;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Coordinates;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.testing.PluginJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real resolver, and a repository that tells the truth or not. */
final class MavenSourceTest {

  private static final long MEBIBYTE = 1 << 20;

  @TempDir Path directory;

  private MavenServer server;
  private Predicate<String> exported = packageName -> false;
  private long maxBytes = MEBIBYTE;
  private Duration limit = Duration.ofMinutes(5);
  private int fetches;

  @BeforeEach
  void start() throws IOException {
    server = MavenServer.start();
    settings("");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Everything is asked of the server, as a mirror. */
  private void settings(String elements) throws IOException {
    settings(elements, server.url());
  }

  private void settings(String elements, String url) throws IOException {
    Files.writeString(
        directory.resolve("settings.xml"),
        """
        <settings><localRepository>%s</localRepository>
        <mirrors><mirror><id>house</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>
        %s</settings>
        """
            .formatted(directory.resolve("local"), url, elements));
  }

  private Fetched fetch(String source) throws Exception {
    Path scratch = Files.createDirectory(directory.resolve("scratch" + fetches++));
    MavenSource maven =
        new MavenSource(new MavenSettings(directory.resolve("settings.xml"), exported));
    return maven.fetch(
        new FetchRequest(
            source,
            scratch,
            new BundleLimits(maxBytes, 100),
            new Deadline("fetching " + source, limit, System::nanoTime)));
  }

  private Problem refusal(String source) {
    BundleRefusedException refused =
        catchThrowableOfType(BundleRefusedException.class, () -> fetch(source));
    assertThat(refused).as(source).isNotNull();
    assertThat(refused.problems()).hasSize(1);
    return refused.problems().get(0);
  }

  private static List<String> lib(Fetched fetched) throws IOException {
    try (Stream<Path> files = Files.list(fetched.artifact().resolve("lib"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aJarThatNeedsNothingIsTheArtifactItself() throws Exception {
    server.jar("com.acme:greeter:1.2", "", "com.acme.greeter");

    Fetched fetched = fetch("mvn:com.acme:greeter:1.2");

    assertThat(fetched.fileName()).isEqualTo("greeter-1.2.jar");
    assertThat(fetched.coordinates()).isEqualTo(new Coordinates("greeter", "1.2"));
    assertThat(fetched.artifact()).hasFileName("greeter-1.2.jar").isRegularFile();
  }

  @Test
  void aSecondFetchComesFromTheLocalRepository() throws Exception {
    server.jar("com.acme:greeter:1.2", "", "com.acme.greeter");
    fetch("mvn:com.acme:greeter:1.2");
    int asked = server.requests().size();

    fetch("mvn:com.acme:greeter:1.2");

    assertThat(server.requests()).hasSize(asked);
  }

  @Test
  void whatItNeedsAtRunTimeComesWithIt() throws Exception {
    server
        .jar(
            "com.acme:greeter:1.2",
            dependencies(
                needs("com.acme:words:1", ""),
                needs("com.acme:late:1", "<scope>runtime</scope>"),
                needs("com.acme:host:1", "<scope>provided</scope>"),
                needs("com.acme:tests:1", "<scope>test</scope>"),
                needs("com.acme:perhaps:1", "<optional>true</optional>")),
            "com.acme.greeter")
        .jar("com.acme:words:1", dependencies(needs("com.acme:letters:7", "")), "com.acme.words")
        .jar("com.acme:letters:7", "", "com.acme.letters")
        .jar("com.acme:late:1", "", "com.acme.late");

    Fetched fetched = fetch("mvn:com.acme:greeter:1.2");

    assertThat(lib(fetched))
        .containsExactly("greeter-1.2.jar", "late-1.jar", "letters-7.jar", "words-1.jar");
    assertThat(fetched.artifact().resolve("plugin.json"))
        .hasContent("{\n  \"name\": \"greeter\",\n  \"version\": \"1.2\"\n}\n");
    assertThat(fetched.coordinates()).isEqualTo(new Coordinates("greeter", "1.2"));
  }

  @Test
  void theNearestOfTwoVersionsWinsAndAnExclusionHolds() throws Exception {
    server
        .jar(
            "g:main:1",
            dependencies(
                needs(
                    "g:deep:1",
                    "<exclusions><exclusion><groupId>g</groupId>"
                        + "<artifactId>unwanted</artifactId></exclusion></exclusions>"),
                needs("g:both:1", "")),
            "g.main")
        .jar("g:deep:1", dependencies(needs("g:both:2", ""), needs("g:unwanted:1", "")), "g.deep")
        .jar("g:both:1", "", "g.both")
        .jar("g:both:2", "", "g.both")
        .jar("g:unwanted:1", "", "g.unwanted");

    assertThat(lib(fetch("mvn:g:main:1")))
        .containsExactly("both-1.jar", "deep-1.jar", "main-1.jar");
  }

  @Test
  void jarsOfOneNameFromTwoGroupsBothCome() throws Exception {
    server
        .jar("g:main:1", dependencies(needs("a:same:1", ""), needs("b:same:1", "")), "g.main")
        .jar("a:same:1", "", "a.same")
        .jar("b:same:1", "", "b.same");

    assertThat(lib(fetch("mvn:g:main:1")))
        .containsExactly("b-same-1.jar", "main-1.jar", "same-1.jar");
  }

  @Test
  void whatTheWorkspaceExportsWhollyIsLeftOut() throws Exception {
    exported = name -> name.startsWith("com.acme.api");
    server
        .jar(
            "g:main:1",
            dependencies(needs("com.acme:api:1", ""), needs("com.acme:half:1", "")),
            "g.main")
        .jar("com.acme:api:1", "", "com.acme.api", "com.acme.api.spi")
        .jar("com.acme:half:1", "", "com.acme.api.more", "com.acme.half");

    assertThat(lib(fetch("mvn:g:main:1"))).containsExactly("half-1.jar", "main-1.jar");
  }

  @Test
  void aJarOfWhichAllDependenciesAreExportedComesAlone() throws Exception {
    exported = name -> name.equals("com.acme.api");
    server
        .jar("g:main:1", dependencies(needs("com.acme:api:1", "")), "g.main")
        .jar("com.acme:api:1", "", "com.acme.api");

    assertThat(fetch("mvn:g:main:1").artifact()).isRegularFile().hasFileName("main-1.jar");
  }

  @Test
  void theManifestThatTheJarCarriesIsTheBundles() throws Exception {
    String json = "{\"name\": \"other\", \"version\": \"9\", \"entry\": \"g.Main\"}";
    server
        .jar("g:main:1", dependencies(needs("g:b:1", "")), "g.main")
        .file(
            path("g:main:1", ".jar"),
            PluginJars.bytes(Map.of("META-INF/plugin.json", json.getBytes(UTF_8))))
        .jar("g:b:1", "", "g.b");

    assertThat(fetch("mvn:g:main:1").artifact().resolve("plugin.json")).hasContent(json);
  }

  @Test
  void aBundleInTheRepositoryComesAsItIs() throws Exception {
    byte[] bundle =
        PluginJars.bytes(
            Map.of("plugin.json", "{\"name\":\"z\",\"version\":\"1\"}".getBytes(UTF_8)));
    server
        .pom("g:z:1", "<packaging>zip</packaging>" + dependencies(needs("g:none:1", "")))
        .file(path("g:z:1", ".zip"), bundle);

    Fetched fetched = fetch("mvn:g:z:1");

    assertThat(fetched.artifact()).hasBinaryContent(bundle);
    assertThat(fetched.fileName()).isEqualTo("z-1.zip");
  }

  @Test
  void aClassifierNamesAnotherFileOfTheArtifact() throws Exception {
    server
        .jar("g:main:1", dependencies(needs("g:b:1", "")), "g.main")
        .file(path("g:main:1:linux", ".jar"), PluginJars.bytes(Map.of("g/L.class", new byte[1])))
        .jar("g:b:1", "", "g.b");

    assertThat(lib(fetch("mvn:g:main:1:linux"))).containsExactly("b-1.jar", "main-1-linux.jar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mvn:g:m:LATEST=3-beta", "mvn:g:m:RELEASE=2.1", "mvn:g:m=2.1", "mvn:g:m::=2.1"})
  void aVersionByNameIsWhatTheMetadataSays(String sourceAndVersion) throws Exception {
    versions();
    String[] parts = sourceAndVersion.split("=", -1);

    assertThat(fetch(parts[0]).coordinates()).isEqualTo(new Coordinates("m", parts[1]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2)=1.9", "[1,2.1]=2.1", "(,2.0]=2.0", "[1.5]=1.5", "[1,=3-beta"})
  void ofARangeTheHighestComes(String rangeAndVersion) throws Exception {
    versions();
    String[] parts = rangeAndVersion.split("=", -1);
    String range = parts[0].endsWith(",") ? parts[0] + ")" : parts[0];

    assertThat(fetch("mvn:g:m:" + range).coordinates()).isEqualTo(new Coordinates("m", parts[1]));
  }

  private void versions() {
    server.metadata("g:m", "3-beta", "2.1", "1.5", "1.9", "2.0", "2.1", "3-beta");
    for (String version : List.of("1.5", "1.9", "2.0", "2.1", "3-beta")) {
      server.jar("g:m:" + version, "", "g.m");
    }
  }

  @Test
  void aRangeWithoutAVersionIsRefused() {
    versions();
    Problem problem = refusal("mvn:g:m:[7,8)");
    assertThat(problem.code()).isEqualTo("maven-no-version");
    assertThat(problem.what()).contains("house (" + server.url() + ")");
  }

  @Test
  void aVersionThatWouldLeaveTheLocalRepositoryIsRefused() throws Exception {
    server.metadata("g:m", "../../../../evil", "../../../../evil", "1");
    Problem problem = refusal("mvn:g:m:LATEST");
    assertThat(problem.code()).isEqualTo("maven-bad-version");
    assertThat(problem.what()).doesNotContain("evil");
  }

  @Test
  void aWrongChecksumIsRefusedAndNothingIsKept() {
    String jar = path("g:m:1", ".jar");
    server.jar("g:m:1", "", "g.m").checksum(jar, "0123456789012345678901234567890123456789");

    Problem problem = refusal("mvn:g:m:1");

    assertThat(problem.code()).isEqualTo("maven-checksum-wrong");
    assertThat(problem.what())
        .startsWith("house (" + server.url() + ") has g:m:jar:1 with ")
        .endsWith("but its checksum there is 0123456789012345678901234567890123456789");
    assertThat(directory.resolve("local").resolve(jar)).doesNotExist();
    assertThat(refusal("mvn:g:m:1").code()).isEqualTo("maven-checksum-wrong");
  }

  @Test
  void aWrongChecksumOfADependencyAndOfItsPomIsRefused() {
    server
        .jar("g:m:1", dependencies(needs("g:b:1", "")), "g.m")
        .jar("g:b:1", "", "g.b")
        .checksum(path("g:b:1", ".jar"), "0123456789012345678901234567890123456789");
    assertThat(refusal("mvn:g:m:1").what()).contains("g:b:jar:1");

    server
        .jar("g:n:1", dependencies(needs("g:c:1", "")), "g.n")
        .jar("g:c:1", "", "g.c")
        .checksum(path("g:c:1", ".pom"), "0123456789012345678901234567890123456789");
    assertThat(refusal("mvn:g:n:1").code()).isEqualTo("maven-checksum-wrong");
  }

  @Test
  void aMissingChecksumIsRefused() {
    server.jar("g:m:1", "", "g.m").withoutChecksum(path("g:m:1", ".jar"));

    Problem problem = refusal("mvn:g:m:1");

    assertThat(problem.code()).isEqualTo("maven-checksum-missing");
    assertThat(problem.what()).contains("house (").contains("g:m:jar:1");
  }

  @Test
  void aMissingArtifactNamesTheRepositoriesThatWereAsked() {
    Problem problem = refusal("mvn:g:none:1");
    assertThat(problem.code()).isEqualTo("maven-not-found");
    assertThat(problem.where()).isEqualTo("mvn:g:none:1");
    assertThat(problem.what()).contains("g:none:jar:1").contains("house (" + server.url() + ")");
    assertThat(refusal("mvn:g:none:LATEST").code()).isEqualTo("maven-not-found");
  }

  @Test
  void anArtifactThatHasMovedIsFoundWhereItIsNow() throws Exception {
    server
        .pom(
            "old:m:1",
            "<distributionManagement><relocation><groupId>g</groupId></relocation>"
                + "</distributionManagement>")
        .jar("g:m:1", dependencies(needs("g:b:1", "")), "g.m")
        .jar("g:b:1", "", "g.b");

    assertThat(lib(fetch("mvn:old:m:1"))).containsExactly("b-1.jar", "m-1.jar");
  }

  @Test
  void aMissingDependencyIsNamed() {
    server.jar("g:m:1", dependencies(needs("g:gone:3", "")), "g.m");
    Problem problem = refusal("mvn:g:m:1");
    assertThat(problem.code()).isEqualTo("maven-not-found");
    assertThat(problem.what()).contains("g:gone:jar:3");
  }

  @Test
  void whatWasMissingIsFoundOnceItIsThere() throws Exception {
    assertThat(refusal("mvn:g:m:1").code()).isEqualTo("maven-not-found");
    server.jar("g:m:1", "", "g.m");
    assertThat(fetch("mvn:g:m:1").fileName()).isEqualTo("m-1.jar");
  }

  @Test
  void theCredentialsOfTheSettingsAreUsedAndNeverShown() throws Exception {
    String basic = Base64.getEncoder().encodeToString("ada:s3cret-word".getBytes(UTF_8));
    server.require("Basic " + basic);
    server.jar("g:m:1", "", "g.m");

    Problem denied = refusal("mvn:g:m:1");
    assertThat(denied.code()).isEqualTo("maven-denied");
    assertThat(denied.what()).contains("house (" + server.url() + ") answers 401");

    settings(servers("s3cret-word"));
    assertThat(fetch("mvn:g:m:1").fileName()).isEqualTo("m-1.jar");

    settings(servers("wr0ng-word"));
    server.jar("g:n:1", "", "g.n");
    Problem wrong = refusal("mvn:g:n:1");
    assertThat(wrong.code()).isEqualTo("maven-denied");
    assertThat(wrong.toString()).doesNotContain("wr0ng").doesNotContain("ada:");
  }

  private static String servers(String password) {
    return "<servers><server><id>house</id><username>ada</username><password>%s</password>"
            .formatted(password)
        + "</server></servers>";
  }

  @Test
  void credentialsInAnAddressAreNeverShown() throws Exception {
    settings("", server.url().replace("http://", "http://ada:s3cret@"));
    Problem missing = refusal("mvn:g:none:1");
    assertThat(missing.what()).contains("house (" + server.url() + ")");
    assertThat(missing.toString()).doesNotContain("s3cret");

    settings("", server.url() + "?token=t0ken");
    Problem strange = refusal("mvn:g:none:1");
    assertThat(strange.code()).isEqualTo("maven-protocol");
    assertThat(strange.what()).contains("house (" + server.url() + ")");
    assertThat(strange.toString()).doesNotContain("t0ken");

    server.close();
    assertThat(refusal("mvn:g:none:1").toString()).doesNotContain("t0ken");
    settings("", server.url().replace("http://", "http://ada:s3cret@"));
    assertThat(refusal("mvn:g:none:1").toString()).doesNotContain("s3cret");
  }

  @Test
  void anUnreachableRepositoryIsNamed() throws Exception {
    server.close();
    Problem problem = refusal("mvn:g:m:1");
    assertThat(problem.code()).isEqualTo("maven-unreachable");
    assertThat(problem.what()).startsWith("house (" + server.url() + ") cannot be read");
  }

  @Test
  void offlineIsHonoured() throws Exception {
    server.jar("g:m:1", "", "g.m").jar("g:n:1", "", "g.n");
    fetch("mvn:g:m:1");
    int asked = server.requests().size();
    settings("<offline>true</offline>");

    assertThat(fetch("mvn:g:m:1").fileName()).isEqualTo("m-1.jar");
    assertThat(refusal("mvn:g:n:1").code()).isEqualTo("maven-offline");
    assertThat(server.requests()).hasSize(asked);
  }

  @Test
  void aRepositoryInTheClearOnAnotherMachineIsNotAsked() throws Exception {
    Files.writeString(
        directory.resolve("settings.xml"),
        """
        <settings><localRepository>%s</localRepository>
        <profiles><profile><id>p</id><repositories>
        <repository><id>clear</id><url>http://repo.invalid/maven</url></repository>
        <repository><id>central</id><url>%s</url></repository>
        </repositories></profile></profiles>
        <activeProfiles><activeProfile>p</activeProfile></activeProfiles></settings>
        """
            .formatted(directory.resolve("local"), server.url()));
    Problem problem = refusal("mvn:g:none:1");
    assertThat(problem.code()).isEqualTo("maven-blocked");
    assertThat(problem.what()).endsWith("in the clear: clear (http://repo.invalid/maven)");
  }

  @Test
  void theRepositoriesOfActiveProfilesAreAsked() throws Exception {
    server.jar("g:m:1", "", "g.m");
    Files.writeString(
        directory.resolve("settings.xml"),
        """
        <settings><localRepository>%s</localRepository>
        <profiles>
        <profile><id>central</id><activation><activeByDefault>true</activeByDefault></activation>
        <repositories><repository><id>central</id><url>%s</url></repository></repositories>
        </profile>
        <profile><id>dormant</id><activation><jdk>1.4</jdk></activation>
        <repositories><repository><id>dormant</id><url>%s/none</url></repository></repositories>
        </profile></profiles></settings>
        """
            .formatted(directory.resolve("local"), server.url(), server.url()));

    assertThat(fetch("mvn:g:m:1").fileName()).isEqualTo("m-1.jar");
    assertThat(refusal("mvn:g:none:1").what()).doesNotContain("dormant");
  }

  @Test
  void aRepositoryThatAPomNamesIsNotAsked() throws Exception {
    server
        .jar(
            "g:m:1",
            dependencies(needs("g:b:1", ""))
                + "<repositories><repository><id>other</id><url>%s/other</url></repository></repositories>"
                    .formatted(server.url()),
            "g.m")
        .file("other/" + path("g:b:1", ".jar"), new byte[0]);
    Files.writeString(
        directory.resolve("settings.xml"),
        """
        <settings><localRepository>%s</localRepository>
        <profiles><profile><id>p</id><repositories>
        <repository><id>central</id><url>%s</url></repository>
        </repositories></profile></profiles>
        <activeProfiles><activeProfile>p</activeProfile></activeProfiles></settings>
        """
            .formatted(directory.resolve("local"), server.url()));

    assertThat(refusal("mvn:g:m:1").code()).isEqualTo("maven-not-found");
    assertThat(server.requests()).noneMatch(path -> path.contains("/other/"));
  }

  @Test
  void aStalledRepositoryIsLeftAloneWhenTimeIsUp() throws Exception {
    server.jar("g:m:1", "", "g.m").stall(".jar");
    limit = Duration.ofSeconds(2);
    assertThat(refusal("mvn:g:m:1").code()).isEqualTo("fetch-timeout");
  }

  @Test
  void moreBytesThanAllowedAreNotDownloaded() throws Exception {
    server.pom("g:m:1", "").file(path("g:m:1", ".jar"), new byte[(int) MEBIBYTE]);
    maxBytes = 4096;
    assertThat(refusal("mvn:g:m:1").code()).isEqualTo("too-many-bytes");
  }

  @Test
  void theWholeBundleIsHeldToTheLimit() throws Exception {
    server.jar("g:m:1", dependencies(needs("g:b:1", "")), "g.m").jar("g:b:1", "", "g.b");
    fetch("mvn:g:m:1"); // now in the local repository
    maxBytes = 300;
    assertThat(refusal("mvn:g:m:1").code()).isEqualTo("too-many-bytes");
  }

  @Test
  void aPomThatIsNoneIsRefused() {
    server
        .jar("g:m:1", dependencies(needs("g:b:1", "")), "g.m")
        .jar("g:b:1", "", "g.b")
        .file(path("g:b:1", ".pom"), "<project".getBytes(UTF_8));
    assertThat(refusal("mvn:g:m:1").code()).isEqualTo("maven-unresolved");
  }

  @Test
  void settingsThatAreMissingOrMalformedAreRefusedWithoutQuotingThem() throws Exception {
    Files.writeString(
        directory.resolve("settings.xml"),
        "<settings>\n<servers><server><password>s3cret</passwor></server></servers></settings>");
    Problem malformed = refusal("mvn:g:m:1");
    assertThat(malformed.code()).isEqualTo("maven-settings");
    assertThat(malformed.what()).endsWith("settings.xml, line 2");
    assertThat(malformed.toString()).doesNotContain("s3cret");

    Files.delete(directory.resolve("settings.xml"));
    assertThat(refusal("mvn:g:m:1").what()).endsWith("settings.xml cannot be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mvn:",
        "mvn:g",
        "mvn:g:a:1:c:x",
        "mvn::a:1",
        "mvn:g/../x:a:1",
        "mvn:g:..:1",
        "mvn:g:a:../1",
        "mvn:g:a:1:../c",
        "mvn:g:a:[1,2",
        "mvn:g:a b:1"
      })
  void whatNamesNoArtifactIsRefusedWithoutAResolver(String source) {
    MavenSource maven =
        new MavenSource(
            MavenSettings.ofUser(),
            () -> {
              throw new AssertionError("the resolver was loaded for " + source);
            });
    FetchRequest request =
        new FetchRequest(
            source,
            directory,
            new BundleLimits(1, 1),
            new Deadline("fetching", Duration.ofDays(1), System::nanoTime));
    BundleRefusedException refused =
        catchThrowableOfType(BundleRefusedException.class, () -> maven.fetch(request));
    assertThat(refused.problems())
        .extracting(Problem::code)
        .containsExactly("maven-bad-coordinates");
  }
}
