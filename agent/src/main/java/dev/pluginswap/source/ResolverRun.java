package dev.pluginswap.source;

import dev.pluginswap.api.Problem;
import dev.pluginswap.bundle.BundleRefusedException;
import dev.pluginswap.bundle.Cancellation;
import dev.pluginswap.bundle.Deadline;
import dev.pluginswap.bundle.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * One run of an application's resolver, on a thread of its own: whatever it does, the fetch ends in
 * time and within its limits. A resolver that does not heed its interrupt goes on alone; what it
 * still writes is deleted with the next recovery at the latest.
 */
final class ResolverRun {

  /** Between two looks at what has been written. */
  private static final long LOOK_MILLIS = 100;

  private static final int BUFFER_SIZE = 1 << 16;

  private final FetchRequest request;
  private final String shown;
  private final Path directory;

  /** Whether nobody waits any more. */
  private final AtomicBoolean abandoned = new AtomicBoolean();

  private final FutureTask<Path> task;

  ResolverRun(FetchRequest request, Function<Map<String, Object>, Path> resolver) {
    this.request = request;
    this.shown = Redacted.of(request.source());
    this.directory = request.scratch().resolve("resolved");
    this.task = new FutureTask<>(() -> resolver.apply(arguments()));
  }

  private Map<String, Object> arguments() {
    BiConsumer<Long, Long> progress =
        (bytes, total) -> {
          if (!abandoned.get()) {
            request.progress().at(bytes, total);
          }
        };
    BooleanSupplier cancelled = abandoned::get;
    return Map.of(
        "source", request.source(),
        "directory", directory,
        "progress", progress,
        "cancelled", cancelled);
  }

  Fetched result() throws IOException, BundleRefusedException {
    Files.createDirectories(directory);
    Threads.daemon("plugin-swap-resolver", task).start();
    try (Cancellation.Registration waker =
        request.deadline().cancellation().onCancel(this::abandon)) {
      return fetched(await());
    } finally {
      abandon();
    }
  }

  private void abandon() {
    abandoned.set(true);
    task.cancel(true);
  }

  private Path await() throws IOException, BundleRefusedException {
    while (true) {
      request.deadline().check();
      checkSize();
      try {
        return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Look again.
      } catch (java.util.concurrent.CancellationException e) {
        request.deadline().check();
        throw refused("the resolver was cancelled", e);
      } catch (ExecutionException e) {
        Throwable cause =
            e.getCause() instanceof CompletionException c ? c.getCause() : e.getCause();
        request.deadline().check();
        throw refused(cause == null ? "the resolver failed" : Reasons.of(cause), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for the resolver of " + shown, e);
      }
    }
  }

  private Fetched fetched(Path answered) throws IOException, BundleRefusedException {
    Path artifact = answered.toAbsolutePath();
    if (!Files.isDirectory(artifact) && !Files.isRegularFile(artifact)) {
      throw refused("its answer, %s, is neither a file nor a directory".formatted(artifact), null);
    }
    checkSize();
    Path name = artifact.getFileName();
    String fileName = name == null || artifact.equals(directory) ? "bundle" : name.toString();
    String sha256 = Files.isRegularFile(artifact) ? sha256(artifact, request.deadline()) : null;
    return new Fetched(artifact, fileName, null, sha256, shown, Fetched.Form.BUNDLE);
  }

  private static String sha256(Path file, Deadline deadline)
      throws IOException, BundleRefusedException {
    MessageDigest hash = Digest.sha256();
    byte[] buffer = new byte[BUFFER_SIZE];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        deadline.check();
        hash.update(buffer, 0, n);
      }
    }
    return Digest.of(hash.digest()).hex();
  }

  private void checkSize() throws IOException, BundleRefusedException {
    long[] seen = new long[2];
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            seen[0] += attributes.size();
            seen[1]++;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE; // the resolver has deleted it meanwhile
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, @org.jspecify.annotations.Nullable IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    if (seen[0] > request.limits().maxBytes()) {
      throw TooLarge.bytes(shown, request.limits().maxBytes());
    }
    if (seen[1] > request.limits().maxFiles()) {
      throw TooLarge.files(shown, request.limits().maxFiles());
    }
  }

  private BundleRefusedException refused(
      String why, @org.jspecify.annotations.Nullable Throwable cause) {
    BundleRefusedException refused =
        new BundleRefusedException(
            List.of(
                Problem.error(
                    "source-resolver-failed",
                    shown,
                    "the application's resolver did not bring it: " + why,
                    "see to it in the application that has added this kind of source")));
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }
}
