package factory.goods;

/** Why a product was closed. */
public enum Closed {
  /** Its contract ended: no material for the contract's term. */
  CONTRACT("contract"),
  /** The blueprint said that it is complete. */
  COMPLETE("complete"),
  /** A limit was reached: materials, bytes, age, or the factory's own memory. */
  LIMIT("limit"),
  /** The source was read to its end. */
  END_OF_INPUT("end-of-input"),
  /** The factory was shut down and open workers were to be shipped. */
  SHUTDOWN("shutdown"),
  /** A person closed it. */
  BY_HAND("by-hand");

  private final String text;

  Closed(String text) {
    this.text = text;
  }

  /** As it is written in products. */
  public String text() {
    return text;
  }
}
