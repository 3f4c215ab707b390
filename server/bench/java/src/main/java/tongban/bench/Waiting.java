package tongban.bench;

import java.time.Duration;
import java.util.Map;

/** What {@link Backlog} needs of an engine whose cases wait. */
interface Waiting {
  /** Starts a case; answers its id. */
  String start(String process, Map<String, Object> variables) throws Exception;

  /** Cases that have not ended. */
  long running(String process);

  long completed(String process);

  /** Cases that wait for the timer. */
  long timers(String element);

  /** Sets the engine's own clock ahead. */
  void advance(Duration by) throws Exception;

  /** Lets workers work until it is closed. */
  AutoCloseable work() throws Exception;

  /** Lets the engine's own executor work until it is closed. */
  AutoCloseable execute() throws Exception;
}
