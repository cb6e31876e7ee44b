package factory.bench;

/**
 * Random draws that are pure functions of a seed, an index and the number of the draw, so that any
 * program that has these lines makes the same input. The finaliser is SplitMix64's (Steele, Lea and
 * Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
 */
final class Draws {
  static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private Draws() {}

  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Draw {@code number} of element {@code index}. */
  static long draw(long seed, long index, int number) {
    return mix(mix(seed + index * GOLDEN) + number * 0xd1b54a32d192ed03L + 1);
  }

  /** From 0 to less than 1. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** From 0 to less than {@code bound}. */
  static long bounded(long bits, long bound) {
    return Math.multiplyHigh(bits >>> 1, bound << 1);
  }
}
