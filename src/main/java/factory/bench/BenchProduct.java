package factory.bench;

/**
 * What a product of the benchmark comes to.
 *
 * @param kinds a bit for each kind that was seen
 */
record BenchProduct(long pid, long count, long sum, long min, long max, int kinds) {
  /** 0 small, 1 few kinds, 2 many kinds. */
  int pclass() {
    return pclass(count, kinds);
  }

  static int pclass(long count, int kinds) {
    return count < 5 ? 0 : Integer.bitCount(kinds) >= 6 ? 2 : 1;
  }

  /** A digest whose sum over all products, with wrap-around, does not depend on their order. */
  long digest() {
    return digest(pid, count, sum, min, max, pclass());
  }

  static long digest(long pid, long count, long sum, long min, long max, int pclass) {
    long h = Draws.mix(pid + Draws.GOLDEN);
    h = Draws.mix(h ^ count);
    h = Draws.mix(h ^ sum);
    h = Draws.mix(h ^ min);
    h = Draws.mix(h ^ max);
    return Draws.mix(h ^ pclass);
  }
}
