package factory;

/**
 * The untimed runs before a benchmark's timed one. There are several, since the first beginnings
 * and ends of a factory take compiled code back, which would then be compiled in the timed run.
 *
 * @param runs how many, at least 1
 * @param size events in each
 */
record WarmUp(int runs, int size) {
  private static final int LEAST = 1_000_000;
  private static final int MOST_RUNS = 5;
  private static final int LEAST_IN_A_RUN = 500_000;

  /** So that a run does not only hire. */
  private static final long LEAST_FOR_A_PID = 10;

  /**
   * For a run of so many events: a quarter of them, a million at least where there are as many.
   *
   * @param pids that each run has, however short it is; 0 if they come and go
   */
  static WarmUp of(int events, int pids) {
    int all = Math.min(events, Math.max(LEAST, events / 4));
    long inRun = Math.max(LEAST_IN_A_RUN, LEAST_FOR_A_PID * pids);
    int runs = (int) Math.max(1, Math.min(MOST_RUNS, all / inRun));
    return new WarmUp(runs, all / runs);
  }
}
