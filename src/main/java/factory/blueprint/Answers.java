package factory.blueprint;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a blueprint may answer: one of a user's may answer anything, and what is passed on unseen is
 * missed far from who could mend it. Each of these throws an {@link IllegalStateException} that
 * names the method, what it returned and what it must return.
 */
public final class Answers {
  /**
   * No assembly weighs 4 TiB or more; that of a million of them together can be counted. A power of
   * two, so that one comparison tells both too much and less than nothing.
   */
  private static final int WEIGHT_BITS = 42;

  private Answers() {}

  /** What {@link Blueprint#begin} returned. */
  public static <A> A begun(@Nullable A assembly) {
    if (assembly == null) {
      throw wrong("begin() returned null; it must return an assembly without any material");
    }
    return assembly;
  }

  /** What {@link Blueprint#add} returned. */
  public static <A> A added(@Nullable A assembly) {
    if (assembly == null) {
      throw wrong("add() returned null; it must return the assembly from now on");
    }
    return assembly;
  }

  /** What {@link Blueprint#weight} returned. */
  public static long weight(long bytes) {
    if (bytes >>> WEIGHT_BITS != 0) {
      throw wrong("weight() returned " + bytes + "; it must return bytes, from 0 to below 4 TiB");
    }
    return bytes;
  }

  /** What {@link Blueprint#pclass} returned. */
  public static String pclass(@Nullable String pclass) {
    if (pclass == null || pclass.isEmpty()) {
      String found = pclass == null ? "null" : "an empty text";
      throw wrong("pclass() returned " + found + "; it must return the name of a product class");
    }
    return pclass;
  }

  /** What {@link Blueprint#fields} returned. */
  public static Map<String, ? extends @Nullable Object> fields(
      @Nullable Map<String, ? extends @Nullable Object> fields) {
    if (fields == null) {
      throw wrong("fields() returned null; it must return a map, empty for a product without any");
    }
    return fields;
  }

  private static IllegalStateException wrong(String text) {
    return new IllegalStateException(text);
  }
}
