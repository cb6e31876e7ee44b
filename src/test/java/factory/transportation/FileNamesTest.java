package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FileNamesTest {
  @Test
  void keepsPlainNamesAndMakesAllOthersSafe() {
    FileNames names = new FileNames("csv");
    assertThat(names.of(crate("web-access_2"))).isEqualTo("products-web-access_2.csv");
    assertThat(names.of(crate("TCP"))).matches("products-tcp~[0-9a-f]{16}\\.csv");
    assertThat(names.of(crate("../../etc/passwd")))
        .matches("products-______etc_passwd~[0-9a-f]{16}\\.csv");
    assertThat(names.of(crate("other"))).matches("products-other~[0-9a-f]{16}\\.csv");
    assertThat(names.of(crate(""))).matches("products-~[0-9a-f]{16}\\.csv");
    assertThat(names.other()).isEqualTo("products-other.csv");
    assertThat(names.other()).isEqualTo("products-other.2.csv");
  }

  @Test
  void numbersTheFilesOfAClassWhoseColumnsDiffer() {
    FileNames names = new FileNames("csv");
    assertThat(names.of(new Crate("ok", List.of("a")))).isEqualTo("products-ok.csv");
    assertThat(names.of(new Crate("ok", List.of("a", "b")))).isEqualTo("products-ok.2.csv");
    assertThat(names.of(new Crate("ok", List.of("a")))).isEqualTo("products-ok.csv");
  }

  @Property(tries = 300, seed = "1")
  void neverGivesTwoClassesTheSameFileNorAnUnsafeName(@ForAll("classes") Set<String> classes) {
    FileNames names = new FileNames("jsonl");
    Set<String> files = new HashSet<>();
    for (String pclass : classes) {
      String file = names.of(crate(pclass));
      assertThat(file).matches("products-[a-z0-9_~.-]*\\.jsonl").hasSizeLessThan(100);
      assertThat(files.add(file.toLowerCase(Locale.ROOT))).as(file).isTrue();
    }
  }

  @Provide
  Arbitrary<Set<String>> classes() {
    return Arbitraries.strings().withChars("aA1~._-/ \\é\ud800").ofMaxLength(6).set().ofMaxSize(50);
  }

  private static Crate crate(String pclass) {
    return new Crate(pclass, List.of());
  }
}
