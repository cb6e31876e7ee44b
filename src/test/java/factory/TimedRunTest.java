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
  @ParameterizedTest(name = "{0} bought, {1} held, {2} shipped")
  @CsvSource(
      delimiter = '|',
      value = {
        "1000 | 0 | 1000 | 1,000 were bought, 1,000 shipped and 0 scrapped, in other products than they must be: does --set change what they are made of?",
        "1000 | 0 | 999 | 1,000 were bought, 999 shipped and 0 scrapped, 0 are open and 1 missing: a fault of the factory, which should be reported",
        "1000 | 2 | 998 | 1,000 were bought, 998 shipped and 0 scrapped, 2 are open and 0 missing: a fault of the factory, which should be reported",
        "999 | 0 | 999 | 999 were bought, 999 shipped and 0 scrapped, 0 are open and 0 missing: a fault of the factory, which should be reported"
      })
  void aWrongAnswerSaysWhetherTheAccountIsRight(long bought, long held, long shipped, String why) {
    Account account =
        new Account(
            new PurchaseStock(bought, 0, 0, 1, true, true, 0),
            List.of(Altered.of(WorkshopStock.none(0), "lineCapacity", 8, "held", held)),
            Altered.of(TransportStock.NONE, "shippedMaterials", shipped));
    Outcome outcome = new Outcome(account, Outcome.Ending.END_OF_INPUT, null, null, true);
    TimedRun run = new TimedRun(outcome, 1, 0, new Reference(1, 1), 0, null, 1, 1);
    assertThat(run.isRight(new Reference(2, 1), 1_000)).isFalse();
    assertThat(run.whyWrong(1_000))
        .startsWith("the products are wrong, so there is no rate; of 1,000 materials ")
        .endsWith(why);
  }
}
