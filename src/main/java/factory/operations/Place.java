package factory.operations;

/** Where open materials are, for a reader. */
final class Place {
  private Place() {}

  /**
   * How many are with the Buyer, on lines, with workers, on the transportation line and in the
   * warehouse.
   */
  static String describe(Account a) {
    long lines = a.workshops().stream().mapToLong(WorkshopStock::onLine).sum();
    long workers = a.workshops().stream().mapToLong(w -> w.delivered() + w.held()).sum();
    long outgoing = a.workshops().stream().mapToLong(WorkshopStock::outgoing).sum();
    return "Buyer "
        + Text.number(a.purchases().held())
        + ", lines "
        + Text.number(lines)
        + ", workers "
        + Text.number(workers)
        + ", transportation line "
        + Text.number(outgoing + a.transport().lineMaterials())
        + ", warehouse "
        + Text.number(a.transport().warehouseMaterials());
  }
}
