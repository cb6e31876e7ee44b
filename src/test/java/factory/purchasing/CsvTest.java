package factory.purchasing;

import static factory.purchasing.Sources.csv;
import static factory.purchasing.Sources.read;
import static factory.purchasing.Sources.timed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Scrap;
import factory.purchasing.SourceSettings.Syntax;
import factory.purchasing.Sources.Bought;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void readsQuotesDelimitersAndLineEndsInFields() {
    Bought bought = read(csv("id"), "id,text\r\n1,\"a, \"\"b\"\"\r\nc\"\r\n2,plain\n\"3\",\"\"\n");
    assertThat(bought.scrap()).isEmpty();
    assertThat(bought.values("text")).containsExactly("a, \"b\"\r\nc", "plain", "");
    assertThat(bought.materials()).extracting(m -> m.fields().line()).containsExactly(2L, 4L, 5L);
    assertThat(bought.materials()).extracting(m -> m.offset()).containsExactly(0L, 1L, 2L);
  }

  @Test
  void takesAnotherDelimiter() {
    Bought bought =
        read(Sources.format(Syntax.CSV, ';', null, 1000, null, "id"), "id;x\n1;\"a;b\"\n2;a,b\n");
    assertThat(bought.values("x")).containsExactly("a;b", "a,b");
  }

  @Test
  void raggedRowsCostOneRecordEach() {
    Bought bought = read(csv("id"), "id,x\n1,a\n2\n3,b,c\n4,d\n");
    assertThat(bought.pids()).containsExactly("1", "4");
    assertThat(bought.scrap())
        .extracting(Scrap::detail)
        .containsExactly(
            "the record has 1 field, the header 2", "the record has 3 fields, the header 2");
    assertThat(bought.scrap()).extracting(Scrap::line).containsExactly(3L, 4L);
  }

  @Test
  void anUnclosedQuoteCostsItsLineOnly() {
    Bought bought = read(csv("id"), "id,x\n1,a\n2,\"open\n3,c\n4,d\n");
    assertThat(bought.pids()).containsExactly("1", "3", "4");
    assertThat(bought.bad().detail()).isEqualTo("a quote that opens in this line never closes");
    assertThat(bought.bad().line()).isEqualTo(3);
    assertThat(bought.bad().record()).isEqualTo("2,\"open");
    assertThat(bought.materials()).extracting(m -> m.fields().line()).containsExactly(2L, 4L, 5L);
    assertThat(bought.materials()).extracting(m -> m.offset()).containsExactly(0L, 2L, 3L);
  }

  @Test
  void anUnclosedQuoteThatMeetsAnotherCostsItsLineOnly() {
    Bought bought = read(csv("id"), "id,x\n1,\"open\n2,\"good\"\n3,c\n");
    assertThat(bought.bad().detail())
        .isEqualTo(
            "a quoted field that opens in this line goes on after a quote in a later one; probably its own quote never closes");
    assertThat(bought.pids()).containsExactly("2", "3");
  }

  @Test
  void anUnclosedQuoteInALongFileIsGivenUpAtTheLimit() {
    StringBuilder text = new StringBuilder("id,x\n0,\"open\n");
    for (int i = 1; i <= 1000; i++) {
      text.append(i).append(",abc\n");
    }
    Bought bought = read(Sources.atMost(100, csv("id")), text.toString());
    assertThat(bought.materials()).hasSize(1000);
    assertThat(bought.bad().reason()).isEqualTo(Scrap.Reason.OVERSIZED);
    assertThat(bought.bad().detail())
        .contains("does not close within the largest record of 100 bytes");
  }

  @Test
  void textBehindAClosingQuoteAndLoneCarriageReturnsAreMalformed() {
    Bought bought = read(csv("id"), "id,x\n1,\"a\"b\n2,a\rb\n3,c\n");
    assertThat(bought.pids()).containsExactly("3");
    assertThat(bought.scrap())
        .extracting(Scrap::detail)
        .containsExactly(
            "a quoted field goes on after its closing quote",
            "a carriage return stands alone outside of quotes");
  }

  @Test
  void aBrokenRecordOfSeveralLinesDoesNotHideTheOnesBehind() {
    Bought bought = read(csv("id"), "id,x\n1,\"a\nb\",c,d\n2,e\n");
    assertThat(bought.bad().detail()).isEqualTo("the record has 4 fields, the header 2");
    assertThat(bought.bad().record()).isEqualTo("1,\"a\nb\",c,d");
    assertThat(bought.materials()).extracting(m -> m.fields().line()).containsExactly(4L);
  }

  @Test
  void invalidUtf8CostsOneRecord() {
    byte[] bytes = "id,x\n1,a\n2,?\n3,c\n".getBytes(StandardCharsets.UTF_8);
    bytes[11] = (byte) 0xC3;
    Bought bought = read(csv("id"), bytes);
    assertThat(bought.pids()).containsExactly("1", "3");
    assertThat(bought.bad().detail()).contains("byte 0xC3");
    assertThat(bought.bad().record()).isEqualTo("2,\uFFFD");
  }

  @Test
  void emptyAndHeaderOnlyAreLegalAndBlankLinesAreNoRecords() {
    assertThat(read(csv("id"), "").lots()).isEmpty();
    assertThat(read(csv("id"), "\n\r\n").lots()).isEmpty();
    assertThat(read(csv("id"), "id,x").lots()).isEmpty();
    assertThat(read(csv("id"), "\uFEFFid,x\r\n").lots()).isEmpty();
    assertThat(read(csv("id"), "\uFEFFid,x\n\n1,a\n\r\n2,b").pids()).containsExactly("1", "2");
  }

  @Test
  void wrongHeadersAreRefusedInWords() {
    assertThatThrownBy(() -> read(csv("cliend"), "client,time\n1,2\n"))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "stdin: 1: no column 'cliend', which factory.source.pid names (there are: client, time) (nearest: client)");
    assertThatThrownBy(() -> read(csv("a"), "a,b,a\n"))
        .isInstanceOf(SourceException.class)
        .hasMessage("stdin: 1: column 'a' occurs twice in the header; its names must differ");
    assertThatThrownBy(() -> read(csv("a"), "\n\na,\"b\n"))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "stdin: 3: this should be the header, but a quote that opens in this line never closes");
  }

  @Test
  void allColumnsThatAreMissingAreToldAtOnceWithTheSettingsThatNameThem() {
    assertThatThrownBy(
            () ->
                read(
                    timed(csv("cliend", "x"), "tiem", "iso", ChronoUnit.MILLIS),
                    "client,time\n1,2\n"))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "stdin: 1: no column 'cliend' nor 'x', which factory.source.pid names, nor 'tiem', which factory.source.event-time.field names (there are: client, time) (nearest to 'cliend': client, to 'tiem': time)");
    assertThatThrownBy(
            () -> read(timed(csv("when"), "when", "iso", ChronoUnit.MILLIS), "id,n\n1,2\n"))
        .hasMessage(
            "stdin: 1: no column 'when', which factory.source.pid and factory.source.event-time.field name (there are: id, n)");
    assertThatThrownBy(() -> read(csv("a", "b"), "a;b\n1;2\n"))
        .hasMessage(
            "stdin: 1: no column 'a' nor 'b', which factory.source.pid names (there are: a;b); is factory.source.delimiter the one that it has?");
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> field =
        Arbitraries.strings().withChars("ab,\"\n\r é😀".replace("😀", "")).ofMaxLength(6);
    return field.list().ofSize(3).list().ofMaxSize(12);
  }

  /** The framer's and FastCSV's idea of a record are the same, however the bytes arrive. */
  @Property(tries = 400)
  void whatIsWrittenByTheRuleIsReadBack(
      @ForAll("tables") List<List<String>> table,
      @ForAll @IntRange(min = 1, max = 9) int piece,
      @ForAll boolean crlf) {
    String end = crlf ? "\r\n" : "\n";
    StringBuilder text = new StringBuilder("id,a,b,c").append(end);
    List<List<Object>> expected = new ArrayList<>();
    for (List<String> row : table) {
      text.append('k');
      List<Object> values = new ArrayList<>();
      for (String value : row) {
        boolean plain =
            !value.contains(",")
                && !value.contains("\"")
                && !value.contains("\n")
                && !value.contains("\r");
        text.append(',').append(plain ? value : "\"" + value.replace("\"", "\"\"") + "\"");
        values.add(value);
      }
      expected.add(values);
      text.append(end);
    }
    Bought bought =
        read(csv("id"), Sources.inPieces(text.toString().getBytes(StandardCharsets.UTF_8), piece));
    assertThat(bought.scrap()).isEmpty();
    List<List<Object>> actual = new ArrayList<>();
    bought.materials().forEach(m -> actual.add(List.of(m.get("a"), m.get("b"), m.get("c"))));
    assertThat(actual).isEqualTo(expected);
  }

  /**
   * Whatever the bytes: it ends, offsets are dense, and what is read does not depend on how the
   * bytes arrive.
   */
  @Property(tries = 400)
  void anyBytesGiveTheSameRecordsHoweverTheyArrive(
      @ForAll("noise") String noise, @ForAll @IntRange(min = 1, max = 7) int piece) {
    byte[] bytes = ("id,x\n" + noise).getBytes(StandardCharsets.UTF_8);
    Bought whole = read(Sources.atMost(12, csv("id")), bytes);
    Bought pieces = read(Sources.atMost(12, csv("id")), Sources.inPieces(bytes, piece));
    assertThat(pieces.pids()).isEqualTo(whole.pids());
    assertThat(pieces.scrap().stream().map(s -> s.offset() + s.detail() + s.line()).toList())
        .isEqualTo(whole.scrap().stream().map(s -> s.offset() + s.detail() + s.line()).toList());
    List<Long> offsets = new ArrayList<>();
    whole.materials().forEach(m -> offsets.add(m.offset()));
    whole.scrap().forEach(s -> offsets.add(s.offset()));
    assertThat(offsets.stream().sorted().toList())
        .isEqualTo(java.util.stream.LongStream.range(0, offsets.size()).boxed().toList());
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.strings().withChars("a,\"\n\r").ofMaxLength(60);
  }
}
