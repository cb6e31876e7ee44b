package factory;

import com.typesafe.config.Config;
import factory.production.WorkerMailbox;
import org.apache.pekko.actor.ActorSystem;

/** As {@link WorkerMailbox}, with the constructor that Pekko looks for. */
public final class WorkshopMailbox extends WorkerMailbox {
  /** As Pekko makes it, by its name. */
  public WorkshopMailbox(ActorSystem.Settings settings, Config config) {}
}
