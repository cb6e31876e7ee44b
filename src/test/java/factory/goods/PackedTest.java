package factory.goods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.PidColumn.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTest {
  private static final String LONG = "a pid that is longer than others";

  private static Packed one(Kind kind) {
    return Packed.of(CountedRows.INSTANCE, 1, kind);
  }

  @Test
  void aTextHasNoPlaceWhereAllPidsAreNumbers() {
    assertThatThrownBy(() -> one(Kind.NUMBERS).put(0, Pid.of("a text")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a text is no number");
  }

  @Test
  void aLongTextHasNoPlaceWhereAllAreShort() {
    List<Pid> wrong =
        List.of(Pid.of(LONG), Pid.of("世界"), Pid.of("a\0"), Pid.ofTuple(List.of("a", "b"), " "));
    for (Pid pid : wrong) {
      assertThatThrownBy(() -> one(Kind.SHORT_TEXTS).put(0, pid))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(pid.text() + " is no short text");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {LONG, "seventeen letters", "\0", "a\0", "\0a", "eight ch\0", "ninechar\0s"})
  void neitherHaveItsBytesNorThoseOfATextWithNul(String text) {
    byte[] written = written(text);
    assertThatThrownBy(() -> one(Kind.SHORT_TEXTS).put(0, written, 0, written.length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(text + " is no short text");
    Packed any = one(Kind.ANY);
    any.put(0, written, 0, written.length);
    assertThat(any.pid(0)).isEqualTo(Pid.of(text));
  }

  @Test
  void bytesOfATextHaveNoPlaceWhereAllPidsAreNumbers() {
    assertThatThrownBy(() -> one(Kind.NUMBERS).put(0, written("007"), 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("007 is no number");
  }

  @Property(tries = 300)
  void theBytesOfANumberAreThatNumber(@ForAll long number, @ForAll Kind kind) {
    byte[] written = written(Long.toString(number));
    Packed packed = one(kind);
    packed.put(0, written, 0, written.length);
    assertThat(packed.pid(0)).isEqualTo(Pid.of(number));
    assertThat(packed.hashes()[0]).isEqualTo(Pid.of(number).hash());
  }

  private static byte[] written(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Property(tries = 300)
  void aNumberIsAPidWhateverTheOthersAre(@ForAll long number, @ForAll Kind kind) {
    Packed packed = one(kind);
    packed.put(0, number);
    assertThat(packed.pid(0)).isEqualTo(Pid.of(number));
    assertThat(packed.hashes()[0]).isEqualTo(Pid.of(number).hash());
  }

  @Property(tries = 1_000)
  void aPidIsTheSameWrittenInBytesOrATextOrAnObject(
      @ForAll("atMostSixteenLetters") String text,
      @ForAll @IntRange(max = 3) int before,
      @ForAll @IntRange(max = 3) int behind) {
    byte[] written = written("x".repeat(before) + text + "y".repeat(behind));
    for (Kind kind : List.of(Kind.SHORT_TEXTS, Kind.ANY)) {
      Packed bytes = one(kind);
      bytes.put(0, written, before, before + text.length());
      Packed object = one(kind);
      object.put(0, Pid.of(text));
      for (Packed packed : List.of(bytes, object)) {
        assertThat(packed.pid(0)).isEqualTo(Pid.of(text));
        assertThat(packed.pid(0).text()).isEqualTo(text);
        assertThat(packed.hashes()[0]).isEqualTo(Pid.of(text).hash());
        assertThat(packed.has(0, Pid.of(text))).isTrue();
      }
    }
  }

  @Property(tries = 1_000) // it does not look at the hashes, so it is as if they were the same
  void aRecordHasOnlyItsOwnPidEvenIfTheHashesAreTheSame(
      @ForAll("atMostSixteenLetters") String text, @ForAll("atMostSixteenLetters") String other) {
    Pid sought = Pid.of(other);
    Packed packed = one(Kind.SHORT_TEXTS);
    packed.put(0, Pid.of(text));
    boolean numbers = Pid.of(text).isNumber() && sought.isNumber(); // which the hash tells apart
    assertThat(packed.has(0, sought)).isEqualTo(numbers || text.equals(other));
    assertThat(packed.has(0, Pid.of(LONG))).isFalse();
  }

  /** Of few letters, so that many are alike and many are numbers. */
  @Provide
  Arbitrary<String> atMostSixteenLetters() {
    return Arbitraries.oneOf(
        strings('a', '\u00ff', '\u0001'),
        strings('1', '2', '-'),
        strings('0', '9', 'f'),
        strings('9', '/', ':'));
  }

  private static Arbitrary<String> strings(char... letters) {
    return Arbitraries.strings().withChars(letters).ofMinLength(0).ofMaxLength(16);
  }
}
