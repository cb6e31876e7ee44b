package factory.production;

import factory.operations.Ops;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Hires the {@link Monitor} and the {@link Inspector} of a workshop, and anew where one fails. */
final class Observers {
  private static final String MONITOR = "monitor";
  private static final String INSPECTOR = "inspector";

  private final ActorContext<Director.Command> context;
  private final Floor<?> floor;
  private final ActorRef<Ops.Command> ops;

  Observers(ActorContext<Director.Command> context, Floor<?> floor, ActorRef<Ops.Command> ops) {
    this.context = context;
    this.floor = floor;
    this.ops = ops;
  }

  void hire() {
    hire(MONITOR);
    hire(INSPECTOR);
  }

  /** One has stopped: Ops is told, and it is hired anew. */
  void stopped(Terminated signal) {
    String name = signal.getRef().path().name();
    Throwable cause =
        signal instanceof ChildFailed failed
            ? failed.getCause()
            : new IllegalStateException("stopped");
    ops.tell(new Ops.Failed(name + "-" + floor.workshop, cause, "Hired anew; the run goes on."));
    hire(name);
  }

  private void hire(String name) {
    if (name.equals(MONITOR)) {
      hire(Monitor.create(floor, ops), name);
    } else {
      hire(Inspector.create(floor, ops), name);
    }
  }

  private <T> void hire(Behavior<T> observer, String name) {
    // named by Ops; Pekko's own words would say it a second time
    Behavior<T> unlogged =
        Behaviors.supervise(observer)
            .onFailure(SupervisorStrategy.stop().withLoggingEnabled(false));
    context.watch(context.spawn(unlogged, name, DispatcherSelector.sameAsParent()));
  }
}
