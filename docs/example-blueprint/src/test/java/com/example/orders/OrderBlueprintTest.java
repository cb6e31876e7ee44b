package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.orders.OrderBlueprint.Order;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A blueprint is tried in a plain loop: no actor, no clock, no factory. */
class OrderBlueprintTest {
  private static final Pid ORDER = Pid.of("order-1");

  private final OrderBlueprint blueprint = new OrderBlueprint(new BigDecimal(100));

  private static Material event(Map<String, Object> fields) {
    return new Material(ORDER, Material.NO_TIME, 0, 0, Fields.of(fields));
  }

  private Order assemble(List<Material> events) {
    Order order = blueprint.begin(ORDER);
    for (Material event : events) {
      order = blueprint.add(order, event);
    }
    return order;
  }

  @Test
  void anOrderIsCompleteOnceItIsPaidAndShippedInWhateverOrder() {
    Material line = event(Map.of("event", "line", "item", "chair", "amount", new BigDecimal("49.90")));
    Material payment = event(Map.of("event", "payment", "amount", "49.90"));
    Material shipment = event(Map.of("event", "shipment", "at", "2026-01-05"));

    assertFalse(blueprint.isComplete(assemble(List.of(line, shipment))));
    assertEquals("unpaid", blueprint.pclass(assemble(List.of(line, shipment))));
    assertEquals("unshipped", blueprint.pclass(assemble(List.of(payment, line))));

    Order order = assemble(List.of(shipment, payment, line));
    assertTrue(blueprint.isComplete(order));
    assertEquals("done", blueprint.pclass(order));
    assertEquals(new BigDecimal("49.90"), blueprint.fields(order).get("total"));
  }

  @Test
  void aLargeOrderHasItsOwnClass() {
    List<Material> events =
        List.of(
            event(Map.of("event", "line", "item", "table", "amount", 60L)),
            event(Map.of("event", "line", "item", "lamp", "amount", 40L)),
            event(Map.of("event", "payment", "amount", 100L)),
            event(Map.of("event", "shipment", "at", "2026-01-05")));
    assertEquals("large", blueprint.pclass(assemble(events)));
  }

  @Test
  void anEventThatNobodyKnowsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> assemble(List.of(event(Map.of("event", "birthday")))));
  }
}
