package factory.transportation;

import factory.goods.Closed;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.goods.Product;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes products and scrap as JSON Lines. What does not change is quoted once. */
final class JsonEncoder extends ProductEncoder {
  private static final byte[] PID = JsonHead.ascii("\",\"pid\":");
  private static final byte[] FIRST = JsonHead.ascii(",\"first\":");
  private static final byte[] LAST = JsonHead.ascii(",\"last\":");
  private static final byte[] REVISION = JsonHead.ascii(",\"revision\":");
  private static final byte[] FIELDS = JsonHead.ascii(",\"fields\":");
  private static final byte[] QUOTE = JsonHead.ascii("\"");
  private static final byte[] END = JsonHead.ascii("}\n");

  /** By the ordinal of why a product is closed. */
  private static final List<byte[]> CLOSED =
      Arrays.stream(Closed.values())
          .map(why -> JsonHead.ascii(",\"closed\":\"" + why.text() + "\",\"materials\":"))
          .toList();

  private static final int MOST_CLASSES = 64;

  private final JsonHead head = new JsonHead();
  private final JsonLine line = new JsonLine();

  /** By partition, the beginning of the line up to the offset. */
  private final List<byte[]> ids;

  /** By name; those that came last. */
  private final Map<String, Pclass> classes = new HashMap<>();

  /** A class as it stands in a line. */
  private record Pclass(Crate crate, byte[] quoted) {}

  JsonEncoder(List<Partition> partitions, EventTimes times) {
    super(partitions, times);
    ids = partitions.stream().map(partition -> beginning(partition.name())).toList();
  }

  private byte[] beginning(String partition) {
    byte[] id = head.quoted(partition + ":");
    head.clear();
    head.add(JsonHead.ascii("{\"id\":"));
    head.add(Arrays.copyOf(id, id.length - 1)); // the offset follows before the quote ends
    return head.toBytes();
  }

  @Override
  Parcel encode(Product product, Map<String, ? extends @Nullable Object> fields) {
    Pclass pclass = pclass(JsonValues.text(product.pclass()));
    head.clear();
    head.add(ids.get(product.partition()));
    head.addNumber(product.offset());
    head.add(PID);
    pid(product.pid());
    head.add(pclass.quoted);
    head.add(CLOSED.get(product.closed().ordinal()));
    head.addNumber(product.materials());
    head.add(FIRST);
    head.addTime(product.first(), times);
    head.add(LAST);
    head.addTime(product.last(), times);
    head.add(REVISION);
    head.addNumber(product.revision());
    head.add(FIELDS);
    return Parcel.ofProduct(
        pclass.crate, product.materials(), product.positions(), withFields(fields));
  }

  private byte[] withFields(Map<String, ? extends @Nullable Object> fields) {
    if (head.addObject(fields)) {
      head.add(END);
      return head.toBytes();
    }
    return line.write(head, (json, values) -> values.object(json, fields), END);
  }

  private void pid(Pid pid) {
    if (pid.isNumber()) {
      head.add(QUOTE);
      head.addNumber(pid.number());
      head.add(QUOTE);
    } else {
      head.addText(pid.text());
    }
  }

  private Pclass pclass(String name) {
    if (classes.size() == MOST_CLASSES) {
      classes.clear();
    }
    Pclass known = classes.get(name);
    if (known == null) {
      head.clear();
      head.add(JsonHead.ascii(",\"pclass\":"));
      head.addText(name);
      known = new Pclass(new Crate(name, List.of()), head.toBytes());
      classes.put(name, known);
    }
    return known;
  }
}
