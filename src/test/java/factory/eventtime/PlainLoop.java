package factory.eventtime;

import factory.goods.Material;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What event time should give, as {@code docs/time.md} says it and found without the factory: who
 * is late by one look at each partition, then each pid by itself, moment by moment. Of the
 * product's code it uses the records alone. Slow, and all in one place.
 */
final class PlainLoop {
  /** What becomes of late ones. */
  enum Late {
    SCRAP,
    ACCEPT,
    AMEND
  }

  /** Spans in the unit of event times. */
  record Rules(
      long term,
      boolean inclusive,
      long maxTerm,
      long maxMaterials,
      long grace,
      Late late,
      long amendWithin) {

    /** Whether a product ends between two times, the second not before the first. */
    boolean areApart(long earlier, long later) {
      return inclusive ? later - earlier >= term : later - earlier > term;
    }

    /** The last moment at which a product that has this as its last time is not over by its gap. */
    long gapEnd(long last) {
      return inclusive ? last + term - 1 : last + term;
    }
  }

  /** A material, and the moment of event time at which it is dealt with. */
  private record Arrival(long moment, boolean isLate, Material material) {}

  private final Rules rules;
  private final List<String> products = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private final List<String> repeats = new ArrayList<>();

  private PlainLoop(Rules rules) {
    this.rules = rules;
  }

  /** How a material is called: partition and offset. */
  static String id(Material material) {
    return "p" + material.partition() + ":" + material.offset();
  }

  /** The products, one text each, sorted. */
  List<String> products() {
    return products.stream().sorted().toList();
  }

  /** Ids of what is scrapped as late, sorted. */
  List<String> late() {
    return late.stream().sorted().toList();
  }

  /** Ids of what is scrapped as a repeat, sorted. */
  List<String> repeats() {
    return repeats.stream().sorted().toList();
  }

  /**
   * Makes the products of these.
   *
   * @param streams each in source order, with a watermark of its own
   */
  static PlainLoop of(Rules rules, List<List<Material>> streams) {
    PlainLoop loop = new PlainLoop(rules);
    Map<String, List<Arrival>> byPid = new TreeMap<>();
    long end = Long.MIN_VALUE;
    for (List<Material> stream : streams) {
      Long newest = null;
      for (Material material : stream) {
        long time = material.time();
        Long watermark = newest == null ? null : newest - rules.grace;
        boolean isLate = watermark != null && time < watermark;
        if (isLate && loop.isTooLate(watermark - time)) {
          loop.late.add(id(material));
        } else {
          byPid
              .computeIfAbsent(material.pid().text(), pid -> new ArrayList<>())
              .add(new Arrival(isLate ? watermark : time, isLate, material));
        }
        newest = newest == null || time > newest ? Long.valueOf(time) : newest;
        end = Math.max(end, newest - rules.grace);
      }
    }
    for (Map.Entry<String, List<Arrival>> pid : byPid.entrySet()) {
      loop.new OnePid(pid.getKey()).run(pid.getValue(), end);
    }
    return loop;
  }

  private boolean isTooLate(long by) {
    return rules.late == Late.SCRAP || (rules.late == Late.AMEND && by > rules.amendWithin);
  }

  /** A product, with what it says of itself. */
  private static final class Whole {
    final List<Material> materials = new ArrayList<>();
    @Nullable String closed;
    int revision;

    /** The product that it amends. */
    @Nullable Whole amends;

    /** Of a product, the revisions of it. */
    int revisions;

    long first() {
      return materials.stream().mapToLong(Material::time).min().orElseThrow();
    }

    long last() {
      return materials.stream().mapToLong(Material::time).max().orElseThrow();
    }

    boolean hasSeen(Material material) {
      Object key = material.get("key");
      return key != null && materials.stream().anyMatch(one -> key.equals(one.get("key")));
    }
  }

  /** Times, both among them. */
  private record Reach(long first, long last) {
    Reach with(Whole whole) {
      return new Reach(Math.min(first, whole.first()), Math.max(last, whole.last()));
    }
  }

  /** One pid from its first moment to its last. */
  private final class OnePid {
    private final String pid;
    private final List<Whole> all = new ArrayList<>();
    private @Nullable Whole open;

    OnePid(String pid) {
      this.pid = pid;
    }

    void run(List<Arrival> arrivals, long end) {
      arrivals.sort(
          Comparator.comparingLong(Arrival::moment)
              .thenComparing(arrival -> !arrival.isLate)
              .thenComparing(arrival -> arrival.isLate ? arrival.material.time() : 0)
              .thenComparing(arrival -> arrival.material.partition())
              .thenComparing(arrival -> arrival.material.offset()));
      int i = 0;
      while (i < arrivals.size()) {
        long moment = arrivals.get(i).moment;
        closeIfOver(moment);
        if (!arrivals.get(i).isLate) {
          Material material = arrivals.get(i++).material;
          open = open == null ? begun() : open;
          add(open, material);
          continue;
        }
        List<Material> together = new ArrayList<>();
        while (i < arrivals.size() && arrivals.get(i).isLate && arrivals.get(i).moment == moment) {
          together.add(arrivals.get(i++).material);
        }
        comeLate(together, moment);
      }
      closeIfOver(end);
      close(open, "end-of-input");
      all.forEach(whole -> products.add(text(whole)));
    }

    private Whole begun() {
      Whole whole = new Whole();
      all.add(whole);
      return whole;
    }

    /** Adds a material that belongs there; false if it is one that was there before. */
    private void add(Whole whole, Material material) {
      if (whole.hasSeen(material)) {
        repeats.add(id(material));
        return;
      }
      whole.materials.add(material);
      if (Boolean.TRUE.equals(material.get("end"))) {
        close(whole, "complete");
      } else if (whole.materials.size() >= rules.maxMaterials) {
        close(whole, "limit");
      }
    }

    private void close(@Nullable Whole whole, String why) {
      if (whole == null) {
        return;
      }
      whole.closed = why;
      open = whole == open ? null : open;
    }

    private void closeIfOver(long moment) {
      if (open != null && isOver(open, moment)) {
        close(open, why(open));
      }
    }

    private boolean isOver(Whole whole, long moment) {
      return moment > whole.last()
          && (rules.areApart(whole.last(), moment) || moment - whole.first() > rules.maxTerm);
    }

    /** Which of the two ends it comes to first. */
    private String why(Whole whole) {
      boolean hasLongest = rules.maxTerm < Long.MAX_VALUE;
      return hasLongest && whole.first() + rules.maxTerm < rules.gapEnd(whole.last())
          ? "limit"
          : "contract";
    }

    /** Late ones of one moment, in the order of their times. */
    private void comeLate(List<Material> together, long moment) {
      while (!together.isEmpty()) {
        Material next = open == null ? null : nearest(together, reach(open));
        if (next != null) {
          add(open, next);
          continue;
        }
        closeIfOver(moment);
        if (rules.late == Late.AMEND && amend(together)) {
          continue;
        }
        Whole fresh = begun();
        boolean isAlone = open != null;
        open = isAlone ? open : fresh;
        fill(fresh, together.remove(0), together, null);
        if (isAlone && fresh.closed == null) {
          close(fresh, why(fresh));
        }
        closeIfOver(moment);
      }
      closeIfOver(moment);
    }

    /** One revision of the latest product that the earliest of those that amend belongs to. */
    private boolean amend(List<Material> together) {
      for (Material material : together) {
        Whole found =
            all.stream()
                .filter(whole -> whole.amends == null && whole.closed != null)
                .filter(whole -> belongs(material, reach(whole)))
                .max(
                    Comparator.comparingLong((Whole whole) -> reach(whole).last)
                        .thenComparing(whole -> reach(whole).first)
                        .thenComparing(whole -> whole.materials.get(0).partition())
                        .thenComparing(whole -> whole.materials.get(0).offset()))
                .orElse(null);
        if (found != null) {
          Reach reach = reach(found);
          Whole revision = begun();
          revision.amends = found;
          revision.revision = ++found.revisions;
          together.remove(material);
          fill(revision, material, together, reach);
          if (revision.closed == null) {
            close(revision, why(revision));
          }
          return true;
        }
      }
      return false;
    }

    /** Adds the first, and of the others those that belong to it, and to what it amends. */
    private void fill(Whole whole, Material first, List<Material> others, @Nullable Reach amended) {
      for (Material next = first; next != null; ) {
        add(whole, next);
        Reach reach = new Reach(whole.first(), whole.last());
        next =
            whole.closed != null
                ? null
                : nearest(others, amended == null ? reach : amended.with(whole));
      }
    }

    /** Takes the earliest that belongs to these times away; null if none does. */
    private @Nullable Material nearest(List<Material> together, Reach reach) {
      for (Material material : together) {
        if (belongs(material, reach)) {
          together.remove(material);
          return material;
        }
      }
      return null;
    }

    private boolean belongs(Material material, Reach reach) {
      long first = Math.min(reach.first, material.time());
      long last = Math.max(reach.last, material.time());
      boolean isNear =
          first < reach.first
              ? !rules.areApart(first, reach.first)
              : last == reach.last || !rules.areApart(reach.last, last);
      boolean isInside = last == reach.last && first == reach.first;
      return isNear && (isInside || last - first <= rules.maxTerm);
    }

    /** From the first of a product to its last, with all revisions of it. */
    private Reach reach(Whole whole) {
      Reach reach = new Reach(whole.first(), whole.last());
      for (Whole other : all) {
        reach = other.amends == whole && other.closed != null ? reach.with(other) : reach;
      }
      return reach;
    }

    private String text(Whole whole) {
      Material named =
          whole.amends == null ? whole.materials.get(0) : whole.amends.materials.get(0);
      List<String> ids = whole.materials.stream().map(PlainLoop::id).toList();
      return "%s %s/%s %s %s..%s %s"
          .formatted(
              pid, id(named), whole.revision, whole.closed, whole.first(), whole.last(), ids);
    }
  }
}
