package factory.operations.web;

import factory.operations.Account;
import factory.operations.WorkshopStock;
import java.util.function.ToLongFunction;

/** Where open materials are; the sum over all is what is open. */
enum OpenAt {
  BUYER("buyer", a -> a.purchases().held()),
  LINES("lines", a -> sum(a, WorkshopStock::onLine)),
  WORKERS("workers", a -> sum(a, w -> w.delivered() + w.held())),
  TRANSPORTATION_LINE(
      "transportationLine", a -> sum(a, WorkshopStock::outgoing) + a.transport().lineMaterials()),
  WAREHOUSE("warehouse", a -> a.transport().warehouseMaterials());

  private final String json;
  private final ToLongFunction<Account> count;

  OpenAt(String json, ToLongFunction<Account> count) {
    this.json = json;
    this.count = count;
  }

  String json() {
    return json;
  }

  long count(Account account) {
    return count.applyAsLong(account);
  }

  private static long sum(Account account, ToLongFunction<WorkshopStock> count) {
    return account.workshops().stream().mapToLong(count).sum();
  }
}
