package factory;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class JobFloorTest {
  @Test
  void whoClosesItMayBeInterrupted() {
    Logger log = (Logger) LoggerFactory.getLogger(JobFloor.class);
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    log.addAppender(told);
    boolean interrupted = true;
    try {
      for (int i = 0; i < 20; i++) {
        JobFloor floor = JobFloor.open("jobs");
        Thread.currentThread().interrupt(); // Ops has hardly begun
        floor.close();
        interrupted &= Thread.interrupted();
      }
    } finally {
      log.detachAppender(told);
    }
    assertThat(interrupted).as("still, each time").isTrue();
    assertThat(told.list).isEmpty();
  }
}
