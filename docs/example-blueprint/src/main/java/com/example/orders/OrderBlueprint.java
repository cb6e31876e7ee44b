package com.example.orders;

import com.typesafe.config.Config;
import factory.blueprint.Blueprint;
import factory.goods.Material;
import factory.goods.Pid;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one record of an order's events: its lines, payments and the shipment, in whatever order they come.
 *
 * <p>An event has a field {@code event}, which is {@code line}, {@code payment} or {@code shipment}. An order is complete when it is shipped and paid
 * in full. The classes are {@code done}, {@code unpaid}, {@code unshipped}, and {@code large} for a complete order from {@code
 * large-from} on.
 */
public final class OrderBlueprint implements Blueprint<OrderBlueprint.Order> {
  private final BigDecimal largeFrom;

  /** A blueprint with the settings of the tree {@code blueprint.settings}. */
  public OrderBlueprint(Config settings) {
    this(settings.hasPath("large-from") ? new BigDecimal(settings.getString("large-from")) : new BigDecimal(1000));
  }

  /** A blueprint for which orders of this total or more are large. */
  OrderBlueprint(BigDecimal largeFrom) {
    this.largeFrom = largeFrom;
  }

  /** An unfinished order. One worker at a time touches it, so it needs no lock. */
  public static final class Order {
    private final List<Object> lines = new ArrayList<>();
    private BigDecimal total = BigDecimal.ZERO;
    private BigDecimal paid = BigDecimal.ZERO;
    private Object shipped;
    private long weight = 300;

    private boolean isPaid() {
      return !lines.isEmpty() && paid.compareTo(total) >= 0;
    }
  }

  @Override
  public Order begin(Pid pid) {
    return new Order();
  }

  @Override
  public Order add(Order order, Material material) {
    Object event = material.get("event");
    if ("line".equals(event)) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("item", material.get("item"));
      line.put("amount", amount(material));
      order.lines.add(line);
      order.total = order.total.add(amount(material));
      order.weight += 300;
    } else if ("payment".equals(event)) {
      order.paid = order.paid.add(amount(material));
    } else if ("shipment".equals(event)) {
      order.shipped = material.get("at");
    } else {
      throw new IllegalArgumentException("no such event of an order: " + event); // parks this one order, nothing else
    }
    return order;
  }

  /** Numbers are a Long or a BigDecimal, in CSV and text sources a String; all of them keep their digits this way. */
  private static BigDecimal amount(Material material) {
    return new BigDecimal(String.valueOf(material.get("amount")));
  }

  @Override
  public boolean isComplete(Order order) {
    return order.shipped != null && order.isPaid();
  }

  @Override
  public String pclass(Order order) {
    if (!order.isPaid()) {
      return "unpaid";
    }
    if (order.shipped == null) {
      return "unshipped";
    }
    return order.total.compareTo(largeFrom) >= 0 ? "large" : "done";
  }

  @Override
  public Map<String, Object> fields(Order order) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("total", order.total);
    fields.put("paid", order.paid);
    fields.put("shipped", order.shipped);
    fields.put("lines", order.lines);
    return fields;
  }

  /** A rough estimate is enough, but it must grow with whatever grows. */
  @Override
  public long weight(Order order) {
    return order.weight;
  }
}
