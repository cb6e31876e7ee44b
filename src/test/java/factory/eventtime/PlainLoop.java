package factory.eventtime;

import factory.goods.Material;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What event time should give, found without the factory: late ones by one look at each partition,
 * the rest sorted and cut in a plain loop. Nothing of the product's code is used but its records.
 */
final class PlainLoop {
  /** What becomes of late ones. */
  enum Late {
    SCRAP,
    ACCEPT,
    AMEND
  }

  private final Rules rules;
  private final List<Session> products = new ArrayList<>();
  private final List<String> late = new ArrayList<>();

  /** Spans in the unit of event times; a material with {@code ends} as pid's suffix completes. */
  record Rules(
      long term,
      boolean inclusive,
      long maxTerm,
      long maxMaterials,
      long grace,
      Late late,
      long amendWithin) {

    boolean apart(long earlier, long later) {
      return inclusive ? later - earlier >= term : later - earlier > term;
    }
  }

  /** A material and when it counts. */
  private record Entry(Material material, long at, boolean isLate) {}

  /** A product. */
  private static final class Session {
    final String id;
    final String pid;
    final List<Material> materials = new ArrayList<>();
    long first;
    long last;
    int revision;
    String closed = "";
    int revisions;
    long reachesFrom;
    long reachesTo;

    Session(Material first, String id) {
      this.id = id;
      this.pid = first.pid().text();
    }

    @Override
    public String toString() {
      List<String> ids = materials.stream().map(PlainLoop::id).toList();
      long from = materials.stream().mapToLong(Material::time).min().orElseThrow();
      long to = materials.stream().mapToLong(Material::time).max().orElseThrow();
      return pid + " " + id + "/" + revision + " " + closed + " " + from + ".." + to + " " + ids;
    }
  }

  private PlainLoop(Rules rules) {
    this.rules = rules;
  }

  /** How a material is called: partition and offset. */
  static String id(Material material) {
    return "p" + material.partition() + ":" + material.offset();
  }

  /**
   * Cuts these.
   *
   * @param streams each in source order, with a watermark of its own
   */
  static PlainLoop of(Rules rules, List<List<Material>> streams) {
    PlainLoop loop = new PlainLoop(rules);
    Map<String, List<Entry>> byPid = new TreeMap<>();
    long end = Long.MIN_VALUE;
    for (List<Material> stream : streams) {
      long highest = Long.MIN_VALUE;
      for (Material material : stream) {
        long mark = highest == Long.MIN_VALUE ? highest : highest - rules.grace;
        boolean isLate = material.time() < mark;
        highest = Math.max(highest, material.time());
        end = Math.max(end, highest - rules.grace);
        if (isLate
            && (rules.late == Late.SCRAP
                || (rules.late == Late.AMEND && mark - material.time() > rules.amendWithin))) {
          loop.late.add(id(material));
          continue;
        }
        byPid
            .computeIfAbsent(material.pid().text(), pid -> new ArrayList<>())
            .add(new Entry(material, isLate ? mark : material.time(), isLate));
      }
    }
    for (List<Entry> entries : byPid.values()) {
      entries.sort(
          Comparator.comparingLong(Entry::at)
              .thenComparing(e -> rules.late == Late.AMEND && !e.isLate)
              .thenComparing(e -> e.material.partition())
              .thenComparing(e -> e.material.offset()));
      loop.cut(entries, end);
    }
    return loop;
  }

  /** The products, one text each, sorted. */
  List<String> products() {
    return products.stream().map(Session::toString).sorted().toList();
  }

  /** Ids of scrapped materials, sorted. */
  List<String> late() {
    return late.stream().sorted().toList();
  }

  private void cut(List<Entry> entries, long end) {
    List<Session> done = new ArrayList<>();
    Session open = null;
    List<Material> together = new ArrayList<>();
    long togetherAt = 0;
    for (Entry entry : entries) {
      long at = entry.at;
      boolean amends = entry.isLate && rules.late == Late.AMEND;
      if (!together.isEmpty() && !(amends && at == togetherAt)) {
        open = amend(together, open, done);
      }
      if (open != null && rules.apart(open.last, at)) {
        open = close(open, why(open), done);
      }
      if (open != null && at - open.first > rules.maxTerm) {
        open = close(open, "limit", done);
      }
      Material material = entry.material;
      if (amends) {
        together.add(material);
        togetherAt = at;
        continue;
      }
      if (open == null) {
        open = new Session(material, id(material));
        open.first = at;
      }
      open.last = at;
      open.materials.add(material);
      open = whole(open) == null ? open : close(open, whole(open), done);
    }
    open = amend(together, open, done);
    if (open != null) {
      boolean over =
          end > open.last && (rules.apart(open.last, end) || end - open.first > rules.maxTerm);
      close(open, over ? why(open) : "end-of-input", done);
    }
    products.addAll(done);
  }

  private String why(Session open) {
    long gapEnds = open.last + rules.term - (rules.inclusive ? 1 : 0);
    return rules.maxTerm < Long.MAX_VALUE && open.first + rules.maxTerm < gapEnds
        ? "limit"
        : "contract";
  }

  private static Session close(Session open, String why, List<Session> done) {
    open.closed = why;
    open.reachesFrom = open.first;
    open.reachesTo = open.last;
    done.add(open);
    return null;
  }

  /** Why a product is over by what it has; null if it is not. */
  private @Nullable String whole(Session session) {
    if (Boolean.TRUE.equals(session.materials.get(session.materials.size() - 1).get("end"))) {
      return "complete";
    }
    return session.materials.size() >= rules.maxMaterials ? "limit" : null;
  }

  private boolean near(long first, long last, long from, long to) {
    return !(to < first && rules.apart(to, first)) && !(from > last && rules.apart(last, from));
  }

  /** Late ones that came behind the same watermark; what is left open. */
  private @Nullable Session amend(
      List<Material> together, @Nullable Session before, List<Session> done) {
    Session open = before;
    List<Material> left = new ArrayList<>(together);
    together.clear();
    left.sort(
        Comparator.comparingLong(Material::time)
            .thenComparing(Material::partition)
            .thenComparing(Material::offset));
    while (!left.isEmpty()) {
      long from = left.get(0).time();
      int n = 1;
      while (n < left.size()
          && !rules.apart(left.get(n - 1).time(), left.get(n).time())
          && left.get(n).time() - from <= rules.maxTerm) {
        n++;
      }
      long to = left.get(n - 1).time();
      if (open != null && near(open.first, open.last, from, to)) {
        open.first = Math.min(open.first, from);
        for (; n > 0 && open != null; n--) {
          open.last = Math.max(open.last, left.get(0).time());
          open.materials.add(left.remove(0));
          open = whole(open) == null ? open : close(open, whole(open), done);
        }
      } else {
        revise(left, n, from, to, done);
      }
    }
    return open;
  }

  private void revise(List<Material> left, int n, long from, long to, List<Session> done) {
    Session found = null;
    for (Session session : done) {
      if (session.revision == 0
          && near(session.reachesFrom, session.reachesTo, from, to)
          && (found == null || session.reachesTo > found.reachesTo)) {
        found = session;
      }
    }
    Session late = new Session(left.get(0), found == null ? id(left.get(0)) : found.id);
    late.first = from;
    String why = null;
    for (int i = 0; i < n && why == null; i++) {
      late.last = left.get(0).time();
      late.materials.add(left.remove(0));
      why = whole(late);
    }
    why = why == null ? "contract" : why;
    if (found == null) {
      close(late, why, done);
    } else {
      late.revision = ++found.revisions;
      found.reachesFrom = Math.min(found.reachesFrom, late.first);
      found.reachesTo = Math.max(found.reachesTo, late.last);
      late.closed = why;
      done.add(late);
    }
  }
}
