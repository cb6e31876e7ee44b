package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LineConsoleTest {
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(LineConsole.LOGGER);

  @BeforeEach
  void listen() {
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void writesALineEachTimeSomethingChangedAndEveryTenthTimeElse() {
    Console console = Console.open(OpsSettings.Console.LINES);
    for (int i = 0; i < 21; i++) {
      console.show(Stocks.snapshot(Stocks.balanced()));
    }
    assertThat(log.list).hasSize(3);
    console.show(Stocks.snapshot(Stocks.without(Stocks.balanced(), 1)));
    console.show(Stocks.snapshot(Stocks.balanced()));
    assertThat(log.list).hasSize(5);
  }

  @Test
  void saysOnceThatAJobHasEnded() {
    Console console = Console.open(OpsSettings.Console.LINES);
    JobBooks books = new JobBooks();
    books.worked(Stocks.job("pipeline-1", true, 7, 6), Duration.ofSeconds(1));
    books.worked(Stocks.job("pipeline-2", false, 7, 6), Duration.ofSeconds(1));
    console.show(JobsTest.alone(books));
    books.worked(Stocks.job("pipeline-2", true, 9, 6), Duration.ofSeconds(2));
    for (int i = 0; i < 21; i++) {
      console.show(JobsTest.alone(books));
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("pipeline-1 ended: read 7, look up 7; pipeline-2:"),
            line -> assertThat(line).isEqualTo("pipeline-2 ended: read 9, look up 9"));
  }
}
