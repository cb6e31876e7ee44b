package factory;

import static org.assertj.core.api.Assertions.assertThat;

import factory.bench.Reference;
import factory.goods.Altered;
import factory.operations.Account;
import factory.operations.PurchaseStock;
import factory.operations.TransportStock;
import factory.operations.WorkshopStock;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimedRunTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1000 | were bought, 1,000 shipped and 0 scrapped, in other products than they must be: does --set change what they are made of?",
        "999 | were bought, 999 shipped and 0 scrapped, 0 are open and 1 missing: a fault of the factory, which should be reported"
      })
  void aWrongAnswerSaysWhetherTheAccountIsRight(long shipped, String why) {
    TransportStock transport =
        Altered.of(TransportStock.NONE, "shippedProducts", 1, "shippedMaterials", shipped);
    PurchaseStock bought = new PurchaseStock(1_000, 0, 0, 1, true, true, 0);
    Account account = new Account(bought, List.of(WorkshopStock.none(0)), transport);
    Outcome outcome = new Outcome(account, Outcome.Ending.END_OF_INPUT, null, null, true);
    TimedRun run = new TimedRun(outcome, 1, 0, new Reference(1, 1), 0, null, 1, 1);
    assertThat(run.isRight(new Reference(2, 1), 1_000)).isFalse();
    assertThat(run.whyWrong(1_000))
        .isEqualTo("the products are wrong, so there is no rate; of 1,000 materials 1,000 " + why);
  }
}
