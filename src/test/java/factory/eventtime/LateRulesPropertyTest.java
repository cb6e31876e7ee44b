package factory.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import factory.eventtime.EventPlant.Result;
import factory.eventtime.PlainLoop.Late;
import factory.eventtime.PlainLoop.Rules;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * What must be true of products in event time whoever makes them, and however: each rule by itself,
 * with no loop that makes products. Of the input, many records are late, and many of those at one
 * moment.
 */
class LateRulesPropertyTest extends WithPlant {
  private static final Fields NONE = Fields.of(Map.of());

  /** A record of the input; {@code mark} is what it came behind, null for one in time. */
  private record Came(Material material, Long mark) {
    long time() {
      return material.time();
    }

    boolean isLate() {
      return mark != null;
    }
  }

  /** A product with the records that it says it is made of. */
  private record Made(Product product, List<Came> of) {
    String name() {
      return product.pid().text() + " " + product.partition() + ":" + product.offset();
    }

    long first() {
      return of.stream().mapToLong(Came::time).min().orElseThrow();
    }

    long last() {
      return of.stream().mapToLong(Came::time).max().orElseThrow();
    }

    boolean isOfLateOnes() {
      return of.stream().allMatch(Came::isLate);
    }

    boolean isOfThoseInTime() {
      return of.stream().noneMatch(Came::isLate);
    }
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void scrapped(@ForAll Random random) {
    trying(random, draws -> check(draws, Late.SCRAP));
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void accepted(@ForAll Random random) {
    trying(random, draws -> check(draws, Late.ACCEPT));
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void amended(@ForAll Random random) {
    trying(random, draws -> check(draws, Late.AMEND));
  }

  private static void check(Random random, Late late) {
    Rules rules =
        new Rules(
            2 + random.nextInt(15),
            random.nextBoolean(),
            random.nextInt(3) == 0 ? 5 + random.nextInt(60) : Long.MAX_VALUE,
            1_000_000,
            random.nextInt(10),
            late,
            random.nextInt(3) == 0 ? 20 + random.nextInt(100) : 10_000);
    List<List<Material>> streams = new ArrayList<>();
    for (int partition = 0; partition <= random.nextInt(3); partition++) {
      streams.add(stream(random, partition));
    }
    Map<String, Came> came = came(rules, streams);
    long seed = random.nextLong();
    Result result =
        plant()
            .run(
                new Streams(streams, false, seed, 1 + random.nextInt(60), 0),
                new Track(false),
                EventTimeCase.settings(rules, 1 + random.nextInt(EventPlant.WORKSHOPS), random));
    List<Made> made =
        result.products().stream()
            .map(product -> new Made(product, records(product, came)))
            .toList();

    eachHasOneFate(rules, came, made, result.scrapped());
    for (Pid pid : came.values().stream().map(one -> one.material.pid()).distinct().toList()) {
      List<Made> its = made.stream().filter(one -> one.product.pid().equals(pid)).toList();
      revisionsAreNumberedThrough(late, its);
      noneIsTornOrTooLong(rules, its);
      neighboursInTimeAreTogether(rules, came, its);
      whatBeginsAProductBelongedToNone(rules, its);
    }
    assertThat(result.outcome().account().balances()).isTrue();
  }

  // ---- the input ----

  /** Runs of records in order, and between them many that came long after they happened. */
  private static List<Material> stream(Random random, int partition) {
    List<Material> stream = new ArrayList<>();
    long now = random.nextInt(100);
    int pids = 1 + random.nextInt(3);
    for (int run = random.nextInt(8); run >= 0; run--) {
      for (int left = random.nextInt(30); left > 0; left--) {
        now += random.nextInt(random.nextInt(6) == 0 ? 50 : 4);
        add(stream, random, partition, pids, now);
      }
      int spread = 1 + random.nextInt(300);
      for (int left = random.nextInt(60); left > 0; left--) {
        add(stream, random, partition, pids, now - random.nextInt(spread));
      }
    }
    return stream;
  }

  private static void add(
      List<Material> stream, Random random, int partition, int pids, long time) {
    Pid pid = Pid.of("pid-" + random.nextInt(pids));
    stream.add(new Material(pid, time, partition, stream.size(), NONE));
  }

  /** Late by the watermark of its own partition: the highest before it less the grace. */
  private static Map<String, Came> came(Rules rules, List<List<Material>> streams) {
    Map<String, Came> came = new HashMap<>();
    for (List<Material> stream : streams) {
      long highest = Long.MIN_VALUE;
      for (Material material : stream) {
        boolean late = highest != Long.MIN_VALUE && material.time() < highest - rules.grace();
        came.put(PlainLoop.id(material), new Came(material, late ? highest - rules.grace() : null));
        highest = Math.max(highest, material.time());
      }
    }
    return came;
  }

  @SuppressWarnings("unchecked")
  private static List<Came> records(Product product, Map<String, Came> came) {
    return ((List<String>) product.fields().get("ids")).stream().map(came::get).toList();
  }

  // ---- the rules ----

  private static void eachHasOneFate(
      Rules rules, Map<String, Came> came, List<Made> made, List<String> scrap) {
    List<String> scrapped =
        came.values().stream()
            .filter(one -> one.isLate() && isScrapped(rules, one))
            .map(one -> PlainLoop.id(one.material))
            .toList();
    assertThat(scrap).as("%s", rules).containsExactlyInAnyOrderElementsOf(scrapped);
    Stream<String> shipped =
        made.stream().flatMap(one -> one.of.stream()).map(one -> PlainLoop.id(one.material));
    assertThat(Stream.concat(shipped, scrapped.stream()))
        .containsExactlyInAnyOrderElementsOf(came.keySet());
    assertThat(made)
        .allMatch(one -> one.product.first() == one.first() && one.product.last() == one.last());
  }

  private static boolean isScrapped(Rules rules, Came late) {
    return switch (rules.late()) {
      case SCRAP -> true;
      case ACCEPT -> false;
      case AMEND -> late.mark - late.time() > rules.amendWithin();
    };
  }

  private static Map<String, List<Made>> byId(List<Made> its) {
    Map<String, List<Made>> byId = new TreeMap<>();
    its.stream()
        .sorted(Comparator.comparingInt(one -> one.product.revision()))
        .forEach(one -> byId.computeIfAbsent(one.name(), name -> new ArrayList<>()).add(one));
    return byId;
  }

  private static void revisionsAreNumberedThrough(Late late, List<Made> its) {
    for (List<Made> product : byId(its).values()) {
      assertThat(product.stream().map(one -> (long) one.product.revision()))
          .containsExactlyElementsOf(Stream.iterate(0L, i -> i + 1).limit(product.size()).toList());
      Made first = product.get(0);
      assertThat(PlainLoop.id(first.of.get(0).material))
          .as("a product has the id of the first record that it was begun with")
          .isEqualTo("p" + first.product.partition() + ":" + first.product.offset());
      assertThat(product.subList(1, product.size()))
          .as("only late ones amend")
          .allMatch(one -> late == Late.AMEND && one.isOfLateOnes());
    }
  }

  /** A product, with any number of its revisions, has no pause of more than the term. */
  private static void noneIsTornOrTooLong(Rules rules, List<Made> its) {
    for (List<Made> product : byId(its).values()) {
      List<Long> times = new ArrayList<>();
      for (Made one : product) {
        one.of.forEach(record -> times.add(record.time()));
        times.sort(null);
        for (int i = 1; i < times.size(); i++) {
          assertThat(isNear(rules, times.get(i - 1), times.get(i)))
              .as("%s: %s in %s", rules, one.name(), times)
              .isTrue();
        }
        assertThat(times.get(times.size() - 1) - times.get(0)).isLessThanOrEqualTo(rules.maxTerm());
      }
    }
  }

  private static boolean isNear(Rules rules, long earlier, long later) {
    return rules.inclusive() ? later - earlier < rules.term() : later - earlier <= rules.term();
  }

  /** Records in time with no pause between them are one product, unless that is too long. */
  private static void neighboursInTimeAreTogether(
      Rules rules, Map<String, Came> came, List<Made> its) {
    Map<Came, Made> home = new HashMap<>();
    its.forEach(one -> one.of.forEach(record -> home.put(record, one)));
    List<Came> inTime =
        home.keySet().stream()
            .filter(one -> !one.isLate())
            .sorted(
                Comparator.comparingLong(Came::time)
                    .thenComparing(one -> one.material.partition())
                    .thenComparing(one -> one.material.offset()))
            .toList();
    for (int i = 1; i < inTime.size(); i++) {
      Came one = inTime.get(i - 1);
      Came next = inTime.get(i);
      Made product = home.get(one);
      boolean tooLong = next.time() - product.first() > rules.maxTerm();
      if (isNear(rules, one.time(), next.time()) && !tooLong) {
        assertThat(home.get(next)).as("%s: %s and %s", rules, one, next).isEqualTo(product);
      } else if (rules.late() == Late.SCRAP) {
        assertThat(home.get(next)).as("%s: %s and %s", rules, one, next).isNotEqualTo(product);
      }
    }
  }

  /**
   * The record with which a product of late ones began did not belong to the one that was open at
   * the watermark that it came behind, nor, where late ones amend, to one that was over by then.
   * Said only of products that no late one has joined, whose times then are known from the input.
   */
  private static void whatBeginsAProductBelongedToNone(Rules rules, List<Made> its) {
    Map<String, List<Made>> byId = byId(its);
    for (List<Made> begun : byId.values()) {
      if (!begun.get(0).isOfLateOnes()) {
        continue;
      }
      Came late = begun.get(0).of.get(0);
      for (List<Made> other : byId.values()) {
        Made product = other.get(0);
        if (other.size() > 1 || !product.isOfThoseInTime()) {
          continue;
        }
        List<Long> then =
            product.of.stream().map(Came::time).filter(time -> time < late.mark).sorted().toList();
        if (!then.isEmpty()) {
          long first = then.get(0);
          long last = then.get(then.size() - 1);
          boolean open = isNear(rules, last, late.mark) && late.mark - first <= rules.maxTerm();
          assertThat((open || rules.late() == Late.AMEND) && belongs(rules, late, first, last))
              .as("%s: %s to %s", rules, late, product)
              .isFalse();
        }
      }
    }
  }

  private static boolean belongs(Rules rules, Came late, long first, long last) {
    long time = late.time();
    if (time >= first && time <= last) {
      return true;
    }
    return time < first
        ? isNear(rules, time, first) && last - time <= rules.maxTerm()
        : isNear(rules, last, time) && time - first <= rules.maxTerm();
  }
}
