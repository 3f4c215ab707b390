package tongban.bench;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits for which case to end, where a worker is the one that knows. */
final class Ends {
  private final Map<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

  CompletableFuture<Void> of(String processInstanceId) {
    return waiting.computeIfAbsent(processInstanceId, id -> new CompletableFuture<>());
  }

  /** The case may end before anybody asks for it. */
  void reached(String processInstanceId) {
    of(processInstanceId).complete(null);
  }

  void forget(String processInstanceId) {
    waiting.remove(processInstanceId);
  }
}
