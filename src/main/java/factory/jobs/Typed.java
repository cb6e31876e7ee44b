package factory.jobs;

/** Messages with type arguments, which a receive table cannot name. */
final class Typed {
  private Typed() {}

  /** The class of a message whose type arguments are those of the actor that it is sent to. */
  @SuppressWarnings("unchecked") // an actor's address has its type arguments
  static <M> Class<M> message(Class<?> type) {
    return (Class<M>) type;
  }
}
