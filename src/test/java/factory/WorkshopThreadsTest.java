package factory;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WorkshopThreadsTest {
  @Test
  void theThreadsOfAnIdleWorkshopAreNotShutDownUnderADirectorThatIsAboutToHire() {
    assertThat(ConfigFactory.load().getDuration("workshop-dispatcher.shutdown-timeout"))
        .isGreaterThan(Duration.ofDays(30));
  }
}
