package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Material;
import factory.purchasing.SourceSettings.TimeField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeReaderTest {
  private static final long MILLIS_771 = Instant.parse("2015-09-12T00:46:58.771Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource({
    "2015-09-12T00:46:58.771Z",
    "2015-09-12 00:46:58.771Z",
    "2015-09-12T02:46:58.771+02:00",
    "2015-09-12T02:46:58.771+0200",
    "2015-09-12T02:46:58.771+02",
    "2015-09-11T19:16:58.771000000-05:30",
    "2015-09-12t00:46:58.771z",
    "2015-09-12T18:46:58.771+18:00",
  })
  void readsIsoTimesWithAnOffset(String text) throws Malformed {
    assertThat(reader("iso", null, ChronoUnit.MILLIS).read(text)).isEqualTo(MILLIS_771);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2015-13-01",
        "2015-02-29T00:00:00Z",
        "2015-09-12T24:00:00Z",
        "2015-09-12T23:60:00Z",
        "2015-09-12T23:59:60Z",
        "2015-09-12T00:46:58.Z",
        "2015-09-12T00:46:58ZZ",
        "2015-09-12T00:46:58+2:00",
        "2015-09-12T00:46:58+19:00",
        "2015-09-1200:46:58Z",
        "2015-09-12T00:46:58.1234567890Z",
        "12/09/2015",
        " 2015-09-12T00:46:58Z",
        "2015-09-12Z",
        "x"
      })
  void refusesWhatIsNoIsoTime(String text) {
    assertThatThrownBy(() -> reader("iso", ZoneOffset.UTC, ChronoUnit.NANOS).read(text))
        .isInstanceOf(Malformed.class)
        .hasMessage("event-time field 'time': '" + text + "' does not match iso");
  }

  @Test
  void takesLocalTimesAndDatesOnlyWithAZone() throws Malformed {
    TimeReader berlin = reader("iso", ZoneId.of("Europe/Berlin"), ChronoUnit.SECONDS);
    assertThat(berlin.read("2015-09-12T02:46:58"))
        .isEqualTo(Instant.parse("2015-09-12T00:46:58Z").getEpochSecond());
    assertThat(berlin.read("2015-01-12"))
        .isEqualTo(Instant.parse("2015-01-11T23:00:00Z").getEpochSecond());
    assertThat(berlin.read("2015-01-12 10:30"))
        .isEqualTo(Instant.parse("2015-01-12T09:30:00Z").getEpochSecond());
    assertThat(berlin.read("2015-09-12T02:46:58Z"))
        .isEqualTo(Instant.parse("2015-09-12T02:46:58Z").getEpochSecond());
    assertThat(reader("iso", ZoneOffset.UTC, ChronoUnit.SECONDS).read("2015-09-12T02:46:58"))
        .isEqualTo(Instant.parse("2015-09-12T02:46:58Z").getEpochSecond());
    assertThatThrownBy(() -> reader("iso", null, ChronoUnit.SECONDS).read("2015-09-12T00:46"))
        .hasMessage(
            "event-time field 'time': '2015-09-12T00:46' names no zone, and event-time.zone does not say which to take");
  }

  @Property(tries = 500)
  void theFastPathAgreesWithJavaTime(
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
      @ForAll @IntRange(max = 999_999) int micro,
      @ForAll @IntRange(min = -1079, max = 1079) int offsetMinutes)
      throws Malformed {
    OffsetDateTime time =
        Instant.ofEpochSecond(second, micro * 1000L)
            .atOffset(ZoneOffset.ofTotalSeconds(60 * offsetMinutes));
    long expected = second * 1_000_000 + micro;
    TimeReader reader = reader("iso", null, ChronoUnit.MICROS);
    assertThat(reader.read(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)))
        .isEqualTo(expected);
    assertThat(
            reader("yyyy-MM-dd HH:mm:ss.SSSSSS XXX", null, ChronoUnit.MICROS)
                .read(
                    time.getYear() < 1
                        ? expectedText(second, micro)
                        : time.format(
                            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS XXX"))))
        .isEqualTo(expected);
  }

  private static String expectedText(long second, int micro) {
    return Instant.ofEpochSecond(second, micro * 1000L)
        .atOffset(ZoneOffset.UTC)
        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS XXX"));
  }

  @Property(tries = 500)
  void epochsKeepEveryDigit(@ForAll long value) throws Malformed {
    if (value == Material.NO_TIME) {
      return;
    }
    TimeReader nanos = reader("epoch-ns", null, ChronoUnit.NANOS);
    assertThat(nanos.read(value)).isEqualTo(value);
    assertThat(nanos.read(Long.toString(value))).isEqualTo(value);
    String decimal = BigDecimal.valueOf(value, 9).toPlainString();
    assertThat(reader("epoch-s", null, ChronoUnit.NANOS).read(decimal)).isEqualTo(value);
    assertThat(reader("epoch-s", null, ChronoUnit.NANOS).read(new BigDecimal(decimal)))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "epoch-ns, MICROS, 1661140374351773094, has more digits than event-time.unit = us keeps",
    "epoch-s, SECONDS, 1.5, has more digits than event-time.unit = s keeps",
    "epoch-s, NANOS, 9223372037, does not fit into 64 bits with event-time.unit = ns",
    "epoch-s, SECONDS, 9223372036854775808, does not fit into 64 bits with event-time.unit = s",
    "epoch-ms, SECONDS, 1e999999999, does not fit into 64 bits with event-time.unit = s",
    "epoch-ms, SECONDS, 1e-999999999, has more digits than event-time.unit = s keeps",
    "epoch-ns, NANOS, -9223372036854775808, does not fit into 64 bits with event-time.unit = ns",
    "epoch-s, SECONDS, 12x, does not match epoch-s",
    "iso, MILLIS, 2015-09-12T00:46:58.7715Z, has more digits than event-time.unit = ms keeps",
    "iso, NANOS, 2262-04-11T23:47:16.854775808Z, does not fit into 64 bits with event-time.unit = ns",
    "iso, NANOS, +999999999-12-31T23:59:59Z, does not fit into 64 bits with event-time.unit = ns",
  })
  void neitherCutsNorWraps(String format, ChronoUnit unit, String text, String rule) {
    assertThatThrownBy(() -> reader(format, null, unit).read(text))
        .isInstanceOf(Malformed.class)
        .hasMessage("event-time field 'time': '" + text + "' " + rule);
  }

  @Test
  void readsTheLastAndTheFirstMomentThatFit() throws Malformed {
    TimeReader nanos = reader("iso", null, ChronoUnit.NANOS);
    assertThat(nanos.read("2262-04-11T23:47:16.854775807Z")).isEqualTo(Long.MAX_VALUE);
    assertThat(nanos.read("1677-09-21T00:12:43.145224193Z")).isEqualTo(Long.MIN_VALUE + 1);
    assertThat(nanos.read("1969-12-31T23:59:59.999999999Z")).isEqualTo(-1);
  }

  @Test
  void convertsNumbersExactly() throws Malformed {
    assertThat(reader("epoch-ms", null, ChronoUnit.MICROS).read(1500L)).isEqualTo(1_500_000);
    assertThat(reader("epoch-ns", null, ChronoUnit.MICROS).read(-1_661_140_374_351_773_000L))
        .isEqualTo(-1_661_140_374_351_773L);
    assertThat(reader("epoch-s", null, ChronoUnit.MILLIS).read("-1.250")).isEqualTo(-1250);
    assertThat(reader("epoch", null, ChronoUnit.MILLIS).read("7")).isEqualTo(7);
    assertThat(reader("yyyyMMdd", ZoneOffset.UTC, ChronoUnit.SECONDS).read(19700102L))
        .isEqualTo(86_400);
  }

  @Test
  void readsEnglishPatternsStrictly() throws Malformed {
    TimeReader log = reader("dd/MMM/yyyy:HH:mm:ss Z", null, ChronoUnit.SECONDS);
    assertThat(log.read("17/May/2015:10:05:03 +0000")).isEqualTo(1_431_857_103);
    assertThatThrownBy(() -> log.read("31/Apr/2015:10:05:03 +0000"))
        .hasMessageContaining("does not match");
    assertThat(reader("d.M.yyyy", ZoneId.of("Europe/Berlin"), ChronoUnit.SECONDS).read("2.1.1970"))
        .isEqualTo(86_400 - 3_600);
    assertThat(
            reader("uuuu-MM-dd HH:mm VV", null, ChronoUnit.SECONDS)
                .read("1970-01-01 01:00 Europe/Berlin"))
        .isZero();
  }

  @Test
  void refusesMissingTimesAndOtherKinds() {
    TimeReader iso = reader("iso", null, ChronoUnit.SECONDS);
    assertThatThrownBy(() -> iso.read(null)).hasMessage("no value for event-time field 'time'");
    assertThatThrownBy(() -> iso.read("")).hasMessage("no value for event-time field 'time'");
    assertThatThrownBy(() -> iso.read(true))
        .hasMessage("event-time field 'time': 'true' does not match iso");
    assertThatThrownBy(() -> reader("epoch-s", null, ChronoUnit.SECONDS).read(""))
        .hasMessageContaining("no value");
  }

  @Example
  void refusesFormatsThatAreNone() {
    assertThatThrownBy(() -> reader("yyyy-bb", null, ChronoUnit.SECONDS))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith(
            "factory.source.event-time.format: 'yyyy-bb' is neither iso, epoch");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "yyyy-MM-dd hh:mm:ss, no time of day",
    "dd/MMM/yyyy:hh:mm:ss Z, no time of day",
    "yyyy-MM-dd HH.ss, no time of day",
    "yyyy-MM-dd HH:mm.SSS, no time of day",
    "yyyy-MM-dd mm:ss, no time of day",
    "HH:mm:ss, no date",
    "YYYY-MM-dd HH:mm:ss, no date"
  })
  void refusesPatternsOfWhichJavaMakesNoTime(String format, String lacks) {
    assertThatThrownBy(() -> reader(format, ZoneOffset.UTC, ChronoUnit.SECONDS))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith(
            "factory.source.event-time.format: '" + format + "' gives " + lacks + ": ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "yyyy-MM-dd hh:mm:ss a, 2015-05-17 10:05:03 PM, 2015-05-17T22:05:03Z",
    "yyyy-MM-dd, 2015-05-17, 2015-05-17T00:00:00Z",
    "yyyy-MM-dd[ HH:mm], 2015-05-17 22:05, 2015-05-17T22:05:00Z",
    "yyyy-MM-dd[ HH:mm], 2015-05-17, 2015-05-17T00:00:00Z",
    "yyyyMMddHHmmss, 20150517220503, 2015-05-17T22:05:03Z",
    "EEE MMM d HH:mm:ss yyyy, Sun May 17 22:05:03 2015, 2015-05-17T22:05:03Z"
  })
  void readsWhatAPatternHas(String format, String text, Instant time) throws Malformed {
    assertThat(reader(format, ZoneOffset.UTC, ChronoUnit.SECONDS).read(text))
        .isEqualTo(time.getEpochSecond());
  }

  private static TimeReader reader(String format, ZoneId zone, ChronoUnit unit) {
    return new TimeReader(new TimeField("time", format, zone, unit));
  }
}
