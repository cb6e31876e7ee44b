package factory.goods;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PidTest {
  @Property(tries = 500)
  void aTextIsWrittenAsItIs(@ForAll String text) {
    assertThat(Pid.of(text).text()).isEqualTo(text);
    assertThat(Pid.of(text)).hasToString(text).isEqualTo(Pid.of(text));
    assertThat(Pid.of(text).hash()).isEqualTo(Pid.of(text).hash());
  }

  @Property(tries = 1_000)
  void aNumberIsRecoveredFromItsHash(@ForAll long number) {
    Pid pid = Pid.of(number);
    assertThat(pid.text()).isEqualTo(Long.toString(number));
    assertThat(pid).isEqualTo(Pid.of(number)).isNotEqualTo(Pid.of(number + 1));
  }

  @Property(tries = 300)
  void aNumberIsTheTextOfItsDigits(@ForAll long number) {
    Pid written = Pid.of(Long.toString(number));
    assertThat(written).isEqualTo(Pid.of(number)).hasSameHashCodeAs(Pid.of(number));
    assertThat(written.isNumber()).isTrue();
    assertThat(written.number()).isEqualTo(number);
    assertThat(Pid.hash(number)).isEqualTo(written.hash());
  }

  @Test
  void whatANumberIsNotWrittenLikeStaysAText() {
    for (String text :
        List.of(
            "",
            "-",
            "007",
            "-0",
            "+1",
            "1.0",
            " 1",
            "1 ",
            "0x1",
            "٣",
            "9223372036854775808",
            "-9223372036854775809",
            "99999999999999999999")) {
      Pid pid = Pid.of(text);
      assertThat(pid.isNumber()).as(text).isFalse();
      assertThat(pid.text()).isEqualTo(text);
    }
  }

  @Property(tries = 2_000)
  void aTextIsTheSameAsAnotherOnlyIfAllItsLettersAre(
      @ForAll("aboutSixteenLetters") String one, @ForAll("aboutSixteenLetters") String other) {
    assertThat(Pid.of(one).text()).isEqualTo(one);
    assertThat(Pid.of(one)).isEqualTo(Pid.of(one)).hasSameHashCodeAs(Pid.of(one));
    assertThat(Pid.of(one).equals(Pid.of(other))).isEqualTo(one.equals(other));
    if (Pid.of(one).getClass() == Pid.of(other).getClass()) {
      assertThat(Pid.of(one).isSame(Pid.of(other)))
          .as("even if their hashes were the same")
          .isEqualTo(one.equals(other));
    }
  }

  /** Of few letters, so that many are alike: the first and last of those that are kept short. */
  @Provide
  Arbitrary<String> aboutSixteenLetters() {
    return Arbitraries.strings()
        .withChars('a', '\u0001', '\u00ff', '\u0000', '\u0100')
        .ofMinLength(0)
        .ofMaxLength(18)
        .edgeCases(
            edges -> edges.add("", "a".repeat(8), "a".repeat(15), "a".repeat(16), "a".repeat(17)));
  }

  @Property(tries = 500)
  void tuplesAreEqualWhenTheirPartsAre(
      @ForAll @Size(min = 2, max = 4) List<String> one,
      @ForAll @Size(min = 2, max = 4) List<String> other) {
    Pid pid = Pid.ofTuple(one, " ");
    assertThat(pid).isEqualTo(Pid.ofTuple(List.copyOf(one), " "));
    assertThat(pid.hash()).isEqualTo(Pid.ofTuple(List.copyOf(one), " ").hash());
    assertThat(pid.text()).isEqualTo(String.join(" ", one));
    assertThat(pid.equals(Pid.ofTuple(other, " "))).isEqualTo(one.equals(other));
  }

  @Test
  void pidsOfDifferentKindsAreNotTheSameEvenIfTheirHashesAre() {
    for (Pid pid :
        List.of(
            Pid.of("short"),
            Pid.of("longer than sixteen letters"),
            Pid.ofTuple(List.of("a", "b"), " "))) {
      Pid number = Pid.ofHash(pid.hash());
      assertThat(number.equals(pid)).as("%s", pid).isFalse();
      assertThat(pid.equals(number)).as("%s", pid).isFalse();
    }
  }

  @Test
  void tuplesThatAreWrittenAlikeDiffer() {
    Pid left = Pid.ofTuple(List.of("a b", "c"), " ");
    Pid right = Pid.ofTuple(List.of("a", "b c"), " ");
    Pid three = Pid.ofTuple(List.of("a", "b", "c"), " ");
    assertThat(Set.of(left, right, three, Pid.of("a b c"))).hasSize(4);
    assertThat(Set.of(left.hash(), right.hash(), three.hash(), Pid.of("a b c").hash())).hasSize(4);
    assertThat(left.text()).isEqualTo(right.text()).isEqualTo(three.text());
  }

  @Test
  void aTupleOfOnePartIsThatText() {
    assertThat(Pid.ofTuple(List.of("a"), " ")).isEqualTo(Pid.of("a"));
  }

  @Test
  void theHashIsTheSameOnEveryRunAndMachine() {
    // a change here sends pids to other workshops, and to ledgers that know what may be amended by
    // the hash; after a release it takes another format of ledger and manifest
    assertThat(Pid.of("").hash()).isEqualTo(0xd0a66a65c7528968L);
    assertThat(Pid.of("a").hash()).isEqualTo(0x08daae9151e40dadL);
    assertThat(Pid.of("order-4711").hash()).isEqualTo(0x0ddd6d66964ff09bL);
    assertThat(Pid.of("Grüße, 世界 🏭").hash()).isEqualTo(0xa30a6e203c8b453cL);
    assertThat(Pid.of("longer than sixteen").hash())
        .isEqualTo(Hashing.xxh3_64().hashCharsToLong("longer than sixteen"));
    assertThat(Pid.of("order-4711").hash())
        .isEqualTo(Hashing.xxh3_64().hashBytesToLong("order-4711\0\0\0\0\0\0".getBytes(US_ASCII)));
    assertThat(Pid.of(0).hash()).isEqualTo(0L);
    assertThat(Pid.of(1).hash()).isEqualTo(0x5692161d100b05e5L);
    assertThat(Pid.of(-1).hash()).isEqualTo(0xb4d055fcf2cbbd7bL);
    assertThat(Pid.ofTuple(List.of("a b", "c"), " ").hash()).isEqualTo(0xeabb85b3bed32bbbL);
    assertThat(Pid.ofTuple(List.of("a", "b c"), " ").hash()).isEqualTo(0x8139d2cb5fc8aec2L);
  }

  @Test
  void theHashOfOneIsThatOfSplitMix64() {
    // the finaliser's value for 1, computed by the reference code of Steele et al.
    long z = 1;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    assertThat(Pid.of(1).hash()).isEqualTo(z ^ (z >>> 31));
  }

  @Property(tries = 200)
  void aPidBelongsToOneOfTheWorkshopsAndAlwaysToTheSame(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 1_000) int workshops) {
    int workshop = Pid.of(text).workshop(workshops);
    assertThat(workshop).isBetween(0, workshops - 1);
    assertThat(Pid.of(text).workshop(workshops)).isEqualTo(workshop);
  }

  @Test
  void pidsAreSpreadEvenlyOverWorkshops() {
    int pids = 100_000;
    for (int workshops : new int[] {1, 2, 3, 4, 7, 16, 64}) {
      int[] texts = new int[workshops];
      int[] numbers = new int[workshops];
      for (int i = 0; i < pids; i++) {
        texts[Pid.of("pid-" + i).workshop(workshops)]++;
        numbers[Pid.of(i).workshop(workshops)]++;
      }
      double mean = (double) pids / workshops;
      double bound = 5 * Math.sqrt(mean); // five standard deviations
      for (int w = 0; w < workshops; w++) {
        assertThat((double) texts[w]).isBetween(mean - bound, mean + bound);
        assertThat((double) numbers[w]).isBetween(mean - bound, mean + bound);
      }
    }
  }

  @Test
  void withinAWorkshopTheLowBitsAreSpreadToo() {
    Set<Long> slots = new HashSet<>();
    int found = 0;
    for (int i = 0; found < 4_096; i++) {
      Pid pid = Pid.of(i);
      if (pid.workshop(16) == 3) {
        slots.add(pid.hash() & 0xffff);
        found++;
      }
    }
    assertThat(slots).as("few of 4096 share one of 65536 slots").hasSizeGreaterThan(3_850);
  }
}
