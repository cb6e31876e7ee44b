package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs beside assembly, as Ops keeps and shows them. */
class JobsTest {
  private final JobBooks books = new JobBooks();

  @Test
  void theRateIsThatOfTheLastTwoReportsAndAtTheEndThatOfTheWholeJob() {
    books.worked(Stocks.job("pipeline-1", false, 1_000, 800), seconds(10));
    assertThat(rates(10)).as("since it began, two seconds ago").containsExactly(500.0, 500.0);
    books.worked(Stocks.job("pipeline-1", false, 4_000, 3_000), seconds(11));
    assertThat(rates(11)).containsExactly(3_000.0, 3_000.0);
    books.worked(Stocks.job("pipeline-1", true, 4_000, 3_000), seconds(12));
    assertThat(rates(12)).containsExactly(2_000.0, 2_000.0);
  }

  @Test
  void whatRunsIsKeptAndOfWhatHasEndedTheLastFew() {
    books.worked(Stocks.job("running", false, 1, 1), seconds(1));
    for (int i = 0; i < 100; i++) {
      books.worked(Stocks.job("job-" + i, true, 1, 1), seconds(2));
    }
    assertThat(books.reports(seconds(3)))
        .extracting(report -> report.stock().job())
        .containsExactly("running", "job-95", "job-96", "job-97", "job-98", "job-99");
  }

  @Test
  void theTableOfJobsAloneHasEachStageWithRateAndWaitingTimes() {
    books.worked(Stocks.job("pipeline-1", false, 1_000, 800), seconds(10));
    assertThat(TableView.render(alone(), 80, 24))
        .isEqualTo(
            """
            jobs test                                                                   10 s
            job       pipeline-1  [###############---------------] 50 %  2 s
            stage             workers          in         out   items/s wait items wait room
            read                    1           0       1,000       500      0.0 s     0.5 s
            look up                12       1,000         800       500      0.5 s     0.0 s
            """);
  }

  @Test
  void theLineOfJobsAloneSaysTheSameAndNothingOfAPlant() {
    books.worked(Stocks.job("pipeline-1", false, 1_000, 800), seconds(10));
    assertThat(LineView.render(alone()))
        .isEqualTo(
            "pipeline-1: read 1,000, look up 1,000; read 500/s, wait items 0.0 s, wait room 0.5 s"
                + "; look up 500/s, wait items 0.5 s, wait room 0.0 s; 50 % done");
    books.worked(Stocks.job("pipeline-1", true, 1_000, 800), seconds(10));
    assertThat(LineView.render(alone())).isEqualTo("pipeline-1 ended: read 1,000, look up 1,000");
  }

  @Test
  void aJobThatFailedOrWasCancelledIsNotSaidToHaveEnded() {
    books.worked(Stocks.job("pipeline-1", JobStock.State.FAILED, 7, 6), seconds(10));
    books.worked(Stocks.job("pipeline-2", JobStock.State.CANCELLED, 7, 6), seconds(10));
    assertThat(LineView.render(alone()))
        .isEqualTo("pipeline-1 failed: read 7, look up 7; pipeline-2 cancelled: read 7, look up 7");
    assertThat(TableView.render(alone(), 80, 24)).contains("failed after 2 s");
  }

  @Test
  void tasksThatFailedAreShown() {
    Duration two = seconds(2);
    JobStock.Stage tasks = new JobStock.Stage("tasks", 4, 100, 99, 1, two, null, null);
    books.worked(
        new JobStock("tasks-1", two, 1, JobStock.State.ENDED, List.of(tasks)), seconds(10));
    assertThat(LineView.render(alone())).isEqualTo("tasks-1 ended: tasks 100 (1 failed)");
    assertThat(TableView.render(alone(), 80, 24)).contains("100 %  1 failed, ended");
  }

  @Test
  void aLineThatHasNothingButAnAlarmBeginsWithIt() {
    Account none = new Account(PurchaseStock.NONE, List.of(), TransportStock.NONE);
    assertThat(LineView.figures(Stocks.snapshot(none))).isEmpty();
    Alarm alarm = new Alarm("clock-jump", "machine", "set forward", seconds(1), null);
    assertThat(LineView.figures(Stocks.snapshot(none, alarm))).isEqualTo("alarms: clock-jump");
  }

  @Test
  void jobsStandBelowAPlantThatRunsInTheSameSystem() {
    books.worked(Stocks.job("pipeline-1", false, 1_000, 800), seconds(10));
    Snapshot plant = Stocks.snapshot(Stocks.balanced());
    Snapshot both = with(plant, books.reports(seconds(10)));
    assertThat(TableView.render(both, 80, 40))
        .startsWith(TableView.render(plant, 80, 40))
        .endsWith("wait room\n" + rowsOf(TableView.render(alone(), 80, 24)));
    assertThat(LineView.render(both)).contains("in the warehouse; pipeline-1: read 1,000");
  }

  private static String rowsOf(String table) {
    return table.substring(table.indexOf("read  "));
  }

  private List<Double> rates(int at) {
    return books.reports(seconds(at)).get(0).perSecond();
  }

  private Snapshot alone() {
    return alone(books);
  }

  /** What an Ops without a plant shows. */
  static Snapshot alone(JobBooks books) {
    Snapshot s = Stocks.snapshot(Stocks.balanced());
    return new Snapshot(
        "test",
        seconds(10),
        new Account(PurchaseStock.NONE, List.of(), TransportStock.NONE),
        0,
        0,
        List.of(),
        Pace.NONE,
        null,
        s.alarms(),
        s.history(),
        Map.of(),
        Map.of(),
        books.reports(seconds(10)),
        Bottleneck.NONE,
        Transit.NONE);
  }

  private static Snapshot with(Snapshot s, List<JobReport> jobs) {
    return new Snapshot(
        s.factory(),
        s.running(),
        s.account(),
        s.boughtPerSecond(),
        s.productsPerSecond(),
        s.assembledPerSecond(),
        s.pace(),
        s.left(),
        s.alarms(),
        s.history(),
        s.failures(),
        s.findings(),
        jobs,
        s.bottleneck(),
        s.transit());
  }

  private static Duration seconds(int n) {
    return Duration.ofSeconds(n);
  }
}
