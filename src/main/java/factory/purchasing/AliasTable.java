package factory.purchasing;

/**
 * Draws a rank with Zipf's law in constant time, by the alias method: M. D. Vose, "A linear
 * algorithm for generating random numbers with a given distribution", IEEE Transactions on Software
 * Engineering 17(9), 1991.
 *
 * <p>12 bytes a rank. Immutable.
 */
final class AliasTable {
  private final double[] keep;
  private final int[] alias;

  private AliasTable(double[] keep, int[] alias) {
    this.keep = keep;
    this.alias = alias;
  }

  /**
   * Rank k, from 0 to {@code size} - 1, with a probability in proportion to 1 / (k + 1) ^ {@code
   * exponent}.
   */
  static AliasTable zipf(int size, double exponent) {
    double[] share = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      share[i] = Math.pow(i + 1.0, -exponent);
      sum += share[i];
    }
    int[] alias = new int[size];
    int[] small = new int[size];
    int[] large = new int[size];
    int smalls = 0;
    int larges = 0;
    for (int i = 0; i < size; i++) {
      share[i] *= size / sum;
      alias[i] = i;
      if (share[i] < 1) {
        small[smalls++] = i;
      } else {
        large[larges++] = i;
      }
    }
    while (smalls > 0 && larges > 0) {
      int lesser = small[--smalls];
      int greater = large[--larges];
      alias[lesser] = greater;
      share[greater] -= 1 - share[lesser];
      if (share[greater] < 1) {
        small[smalls++] = greater;
      } else {
        large[larges++] = greater;
      }
    }
    // What is left on either stack has a whole share but for rounding, and is its own alias.
    return new AliasTable(share, alias);
  }

  /** The rank that 64 random bits stand for. */
  int draw(long bits) {
    int column = (int) (((bits >>> 32) * keep.length) >>> 32);
    return (bits & 0xffffffffL) * 0x1p-32 < keep[column] ? column : alias[column];
  }
}
