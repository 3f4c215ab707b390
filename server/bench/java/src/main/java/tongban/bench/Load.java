package tongban.bench;

/** A workload, ready to be run; see contender.ts. */
interface Load {
  /** Runs one case to its end; answers the milliseconds of the step that a person waits for, or a negative number. */
  double run() throws Exception;

  /** Cases that the database knows as completed. */
  long completed();

  /** Lets this many cases wait; then {@link #drain} does them all. */
  default void fill(int count) throws Exception {
    throw new UnsupportedOperationException();
  }

  default void drain() throws Exception {
    throw new UnsupportedOperationException();
  }

  /** Ends its workers. */
  default void end() throws Exception {}
}
