package factory.jobs;

/**
 * A part of an array that is worked on at once; never empty.
 *
 * @param index its number, from 0, in the order of the array
 * @param from the first element
 * @param to the one behind the last
 */
public record Range(int index, long from, long to) {
  /** How many elements there are. */
  public long size() {
    return to - from;
  }

  @Override
  public String toString() {
    return "range " + index + " (" + from + " to " + (to - 1) + ")";
  }
}
