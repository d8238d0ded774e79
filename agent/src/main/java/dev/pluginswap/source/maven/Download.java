package dev.pluginswap.source.maven;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** Counts what is downloaded, and ends it when it is too much. */
final class Download extends AbstractTransferListener {

  private final long maxBytes;

  /** Bytes by file; several come at a time. Guarded by this. */
  private final Map<String, Long> transferred = new HashMap<>();

  Download(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public void transferStarted(TransferEvent event) throws TransferCancelledException {
    count(event, Math.max(0, event.getResource().getContentLength()));
  }

  @Override
  public void transferProgressed(TransferEvent event) throws TransferCancelledException {
    count(event, event.getTransferredBytes());
  }

  private synchronized void count(TransferEvent event, long bytes)
      throws TransferCancelledException {
    if (Thread.currentThread().isInterrupted()) {
      throw new TransferCancelledException("interrupted");
    }
    transferred.merge(event.getResource().getResourceName(), bytes, Math::max);
    if (isExceeded()) {
      throw new TransferCancelledException("more than %d bytes".formatted(maxBytes));
    }
  }

  /** Whether that was why a transfer ended. */
  synchronized boolean isExceeded() {
    return transferred.values().stream().mapToLong(Long::longValue).sum() > maxBytes;
  }
}
