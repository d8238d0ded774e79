package dev.pluginswap;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The arrows between the packages, and the sizes of the rooms. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchitectureTest {

  private static final Path SOURCES = Path.of("src/main/java");

  /**
   * Not static: other tests in this JVM walk over all objects there are, which with these takes
   * them ten times as long.
   */
  private final JavaClasses product =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.pluginswap");

  @Test
  void arrowsBetweenPackagesGoOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.pluginswap..")
        .layer("api")
        .definedBy("dev.pluginswap.api..")
        .layer("launcher")
        .definedBy("dev.pluginswap.launcher..")
        .layer("bundle")
        .definedBy("dev.pluginswap.bundle..")
        .layer("source")
        .definedBy("dev.pluginswap.source..")
        .layer("verify")
        .definedBy("dev.pluginswap.verify..")
        .layer("trust")
        .definedBy("dev.pluginswap.trust..")
        .layer("store")
        .definedBy("dev.pluginswap.store..")
        .layer("runtime")
        .definedBy("dev.pluginswap.runtime..")
        .layer("unload")
        .definedBy("dev.pluginswap.unload..")
        .layer("install")
        .definedBy("dev.pluginswap.install..")
        .layer("manage")
        .definedBy("dev.pluginswap.manage..")
        .layer("cli")
        .definedBy("dev.pluginswap.cli..")
        .whereLayer("launcher")
        .mayNotAccessAnyLayer()
        .whereLayer("api")
        .mayNotAccessAnyLayer()
        .whereLayer("bundle")
        .mayOnlyAccessLayers("api")
        .whereLayer("source")
        .mayOnlyAccessLayers("api", "bundle")
        .whereLayer("verify")
        .mayOnlyAccessLayers("api", "bundle")
        .whereLayer("trust")
        .mayOnlyAccessLayers("api", "bundle")
        .whereLayer("store")
        .mayOnlyAccessLayers("api", "bundle")
        .whereLayer("runtime")
        .mayOnlyAccessLayers("api", "bundle")
        .whereLayer("unload")
        .mayNotAccessAnyLayer()
        .whereLayer("install")
        .mayOnlyAccessLayers(
            "api", "bundle", "source", "verify", "trust", "store", "runtime", "unload")
        .check(product);
  }

  @Test
  void onlyTheCompositionRootSeesTheInsidesFromAbove() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.pluginswap.manage..", "dev.pluginswap.cli..")
        .and()
        .doNotHaveSimpleName("AgentCore")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.pluginswap.store..")
                .or(resideInAPackage("dev.pluginswap.runtime.."))
                .or(resideInAPackage("dev.pluginswap.source.."))
                .or(resideInAPackage("dev.pluginswap.verify..")))
        .check(product);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.pluginswap.(*)..").should().beFreeOfCycles().check(product);
  }

  @Test
  void theLauncherNeedsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("dev.pluginswap.launcher..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.pluginswap.launcher..", "org.jspecify..")
        .check(product);
  }

  @Test
  void theResolverOfMavenArtifactsIsBehindItsLoader() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.pluginswap.source.maven..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.pluginswap.source.maven..", "org.eclipse.aether..", "org.apache.maven..")
        .check(product);
  }

  @Test
  void nothingTouchesTheApplicationsLogging() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(product);
  }

  @Test
  void onlyTheRealDiskTouchesFilesOfTheStore() {
    noClasses()
        .that()
        .resideInAPackage("dev.pluginswap.store..")
        .and()
        .haveSimpleNameNotStartingWith("NioDisk")
        .and()
        .doNotHaveSimpleName("Disk")
        .and()
        .doNotHaveSimpleName("LockHolder") // reads what the kernel says of locks
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.file.Files")
        .check(product);
  }

  @Test
  void classesAreSmallRooms() throws IOException {
    assertThat(sources().filter(path -> lines(path) > 500)).isEmpty();
  }

  @Test
  void everyPackageStatesItsPromise() {
    List<Path> bare =
        product.stream()
            .map(JavaClass::getPackageName)
            .distinct()
            .filter(name -> !name.equals("dev.pluginswap.api"))
            .map(name -> SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java"))
            .filter(path -> !Files.exists(path))
            .toList();
    assertThat(bare).isEmpty();
  }

  private static Stream<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(path -> path.toString().endsWith(".java")).toList().stream();
    }
  }

  private static long lines(Path path) {
    try (Stream<String> lines = Files.lines(path)) {
      return lines.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
