package factory.eventtime;

import factory.eventtime.PlainLoop.Late;
import factory.eventtime.PlainLoop.Rules;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Some input and the rules by which it is cut: what the property tests of event time share.
 *
 * @param streams partitions out of step with each other, each in order but for about the grace
 * @param sequence whether they follow each other
 * @param ends whether some materials complete their product
 */
record EventTimeCase(Rules rules, List<List<Material>> streams, boolean sequence, boolean ends) {

  /** Any case. */
  static EventTimeCase any(Random random, Late late) {
    Rules rules =
        new Rules(
            1 + random.nextInt(30),
            random.nextBoolean(),
            random.nextInt(3) == 0 ? 1 + random.nextInt(60) : Long.MAX_VALUE,
            random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 1_000_000,
            random.nextInt(40),
            late,
            1 + random.nextInt(random.nextBoolean() ? 40 : 400));
    boolean ends = random.nextInt(3) == 0;
    return new EventTimeCase(rules, streams(random, rules, ends), random.nextBoolean(), ends);
  }

  /** How far event time comes; there is a record. */
  long lastWatermark() {
    return streams.stream().flatMap(List::stream).mapToLong(Material::time).max().orElseThrow()
        - rules.grace();
  }

  /** What the plain loop makes of it. */
  PlainLoop expected() {
    List<Material> joined = new ArrayList<>();
    streams.forEach(joined::addAll);
    return PlainLoop.of(rules, sequence ? List.of(joined) : streams);
  }

  private static List<List<Material>> streams(Random random, Rules rules, boolean ends) {
    int pids = 1 + random.nextInt(12);
    int keys = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 0;
    int lateness = random.nextBoolean() ? 0 : 1 + random.nextInt(random.nextBoolean() ? 40 : 300);
    List<List<Material>> streams = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int partition = 0; partition < count; partition++) {
      List<Material> stream = new ArrayList<>();
      long now = random.nextInt(300) - 150L;
      int size = random.nextInt(6) == 0 ? random.nextInt(2) : random.nextInt(250);
      for (int offset = 0; offset < size; offset++) {
        now += random.nextInt(random.nextInt(10) == 0 ? 60 : 4);
        long time = now - random.nextInt((int) rules.grace() + 1 + lateness);
        Pid pid = Pid.of("pid-" + random.nextInt(pids));
        stream.add(new Material(pid, time, partition, offset, fields(random, ends, keys)));
      }
      streams.add(stream);
    }
    return streams;
  }

  private static Fields fields(Random random, boolean ends, int keys) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("end", ends && random.nextInt(8) == 0);
    if (keys > 0) {
      fields.put("key", (long) random.nextInt(keys));
    }
    return Fields.of(fields);
  }

  /**
   * What a factory is to be told for it, with rounds, batches and lines of any size.
   *
   * @param more settings, which hold where they are others
   */
  static String[] settings(Rules rules, int workshops, Random random, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "source.event-time.unit=ms",
                "contract.clock=event",
                "contract.term=" + rules.term() + " ms",
                "contract.boundary=" + (rules.inclusive() ? "inclusive" : "exclusive"),
                "contract.max-term="
                    + (rules.maxTerm() == Long.MAX_VALUE ? "none" : rules.maxTerm() + " ms"),
                "contract.max-materials=" + rules.maxMaterials(),
                "contract.grace=" + rules.grace() + " ms",
                "contract.late=" + rules.late().name().toLowerCase(Locale.ROOT),
                "contract.amend-within=" + rules.amendWithin() + " ms",
                "workshops=" + workshops,
                "workshop.threads=2",
                "workshop.round=" + (1 + random.nextInt(500)),
                "line.batch=" + (1 + random.nextInt(random.nextBoolean() ? 4 : 200)),
                "line.capacity=" + (200 + random.nextInt(1000)),
                "line.linger=" + (1 + random.nextInt(5)) + " ms",
                "workshop.bench.size=" + random.nextInt(10)));
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }
}
