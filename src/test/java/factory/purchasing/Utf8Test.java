package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Utf8Test {
  /** Bytes around every border of the table, and runs of ASCII. */
  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.of(
            0x41, 0x41, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0,
            0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF)
        .map(Integer::byteValue)
        .array(byte[].class)
        .ofMaxSize(14);
  }

  @Property(tries = 5000)
  void checkingAgreesWithDecodingAndWithJava(@ForAll("bytes") byte[] bytes) {
    String expected;
    try {
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      expected = decoded.toString();
    } catch (CharacterCodingException e) {
      expected = null;
    }
    assertThat(valid(bytes)).isEqualTo(expected != null);
    assertThat(decoded(bytes)).isEqualTo(expected);
  }

  private static boolean valid(byte[] bytes) {
    try {
      Utf8.check(bytes, 0, bytes.length);
      return true;
    } catch (Malformed e) {
      return false;
    }
  }

  private static String decoded(byte[] bytes) {
    Utf8 utf8 = new Utf8();
    try {
      int length = utf8.decode(bytes, 0, bytes.length);
      return new String(utf8.chars(), 0, length);
    } catch (Malformed e) {
      return null;
    }
  }
}
