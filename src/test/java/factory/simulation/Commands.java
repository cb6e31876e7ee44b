package factory.simulation;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/** Tells actors commands of which only the class is known. */
public final class Commands {
  private Commands() {}

  /**
   * Whether the actor handles commands of this class; what it fails by goes on up.
   *
   * @param values something plausible for a component of this type
   */
  public static <C> boolean handles(
      Behavior<C> behavior,
      Class<? extends C> command,
      Function<Class<?>, ? extends @Nullable Object> values)
      throws ReflectiveOperationException {
    BehaviorTestKit<C> actor = BehaviorTestKit.create(behavior);
    actor.run(sample(command, values));
    return !Behavior.isUnhandled(actor.returnedBehavior());
  }

  private static <T> T sample(
      Class<? extends T> command, Function<Class<?>, ? extends @Nullable Object> values)
      throws ReflectiveOperationException {
    if (command.isEnum()) {
      return command.getEnumConstants()[0];
    }
    Class<?>[] types = types(command);
    @Nullable Object[] given = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      given[i] = values.apply(types[i]);
    }
    Constructor<? extends T> constructor = command.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(given);
  }

  /** What a record is made of; any other class has one constructor. */
  private static Class<?>[] types(Class<?> command) {
    RecordComponent[] components = command.getRecordComponents();
    return components == null
        ? command.getDeclaredConstructors()[0].getParameterTypes()
        : Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
  }
}
