package com.acme.demo;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the build has made, as the demo uses it.
 *
 * @param repository the root of the checkout, absolute
 */
record Parts(Path repository) {

  /** The parts next to this class's own jar, so that the demo runs from any working directory. */
  static Parts ofThisJar() {
    try {
      Path jar =
          Path.of(Parts.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .toAbsolutePath();
      return new Parts(jar.resolve("../../../..").normalize()); // examples/demo/target/demo.jar
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e); // a class loader of the JDK names files by valid URIs
    }
  }

  Path agent() {
    return repository.resolve("agent/target/plugin-swap.jar");
  }

  Path workspace() {
    return repository.resolve("examples/workspace/target/workspace.jar");
  }

  /** The bundle of a greeter. */
  Path greeter(String version) {
    String major = version.substring(0, version.indexOf('.'));
    return repository.resolve(
        "examples/plugins/greeter-%s/target/greeter-%s.zip".formatted(major, version));
  }

  /** A plain jar, as it comes from Maven Central. */
  Path h2(String version) {
    return repository.resolve("examples/demo/target/h2/h2-%s.jar".formatted(version));
  }

  /** Those of the given files that have not been built. */
  static List<Path> missing(List<Path> files) {
    return files.stream().filter(file -> !Files.isRegularFile(file)).toList();
  }
}
