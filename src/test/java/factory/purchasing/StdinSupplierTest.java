package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Lot;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StdinSupplierTest {
  @Test
  @Timeout(120)
  void handsOverWhatIsThereInsteadOfWaitingForAFullLot() throws IOException {
    PipedOutputStream user = new PipedOutputStream();
    PipedInputStream terminal = new PipedInputStream(user, 1 << 16);
    try (Supplier.Reader reader = stdin(terminal).open(1000)) {
      type(user, "{\"id\":1}\n{\"id\":2}\n{\"id\":");
      assertThat(Objects.requireNonNull(reader.read()).count()).isEqualTo(2);
      assertThat(reader.progress()).isNaN();
      type(user, "3}\n{\"id\":4}\n{\"id\":5}");
      Lot lot = Objects.requireNonNull(reader.read());
      assertThat(lot.count()).isEqualTo(2);
      assertThat(lot.material(0).pid().text()).isEqualTo("3");
      user.close();
      assertThat(Objects.requireNonNull(reader.read()).material(0).offset()).isEqualTo(4);
      assertThat(reader.read()).isNull();
      assertThat(reader.progress()).isEqualTo(1);
    }
  }

  @Test
  void isOpenedOnceAndSaysThatItCannotBeReadAgain() throws IOException {
    Supplier supplier = stdin(new java.io.ByteArrayInputStream(new byte[0]));
    assertThat(supplier.replayable()).isFalse();
    assertThat(supplier.bounded()).isTrue();
    assertThat(supplier.partitions()).hasSize(1);
    supplier.open(10).close();
    assertThatThrownBy(() -> supplier.open(10)).isInstanceOf(IllegalStateException.class);
  }

  private static Supplier stdin(java.io.InputStream stream) {
    return Suppliers.stdin(new SourceSettings.Stdin(Sources.jsonl("id")), stream);
  }

  private static void type(PipedOutputStream user, String text) throws IOException {
    user.write(text.getBytes(StandardCharsets.UTF_8));
    user.flush();
  }
}
