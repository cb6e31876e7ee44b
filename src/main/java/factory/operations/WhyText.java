package factory.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An answer of {@link Desk#why} in lines for a terminal; words of strangers are made fit for it.
 */
public final class WhyText {
  private static final int LONGEST = 200;
  private static final int MOST_SPANS = 5;
  private static final int MOST_FIELDS = 40;

  private final List<String> lines = new ArrayList<>();

  private final boolean all;

  private WhyText(boolean all) {
    this.all = all;
  }

  /** The lines; the first says in short what it is. */
  public static List<String> of(Why why) {
    return of(why, false);
  }

  /**
   * The same of a destination that was asked in place of a factory.
   *
   * @param all whether everything was looked through that was ever shipped there
   */
  public static List<String> of(Why why, boolean all) {
    WhyText text = new WhyText(all);
    text.say(why);
    return List.copyOf(text.lines);
  }

  private void say(Why why) {
    if (why instanceof Why.Open open) {
      open(open);
    } else if (why instanceof Why.Parked parked) {
      parked(parked);
    } else if (why instanceof Why.UnderWay underWay) {
      head(why, "under way");
      line("", underWay.text());
    } else if (why instanceof Why.Unanswered unanswered) {
      head(why, "not known at the moment");
      line("", unanswered.text());
    } else if (why instanceof Why.Gone gone) {
      gone(gone);
    } else if (why instanceof Why.Unknown unknown) {
      unknown(unknown);
    } else if (why instanceof Why.Several several) {
      several(several);
    } else if (why instanceof Why.Again again) {
      say(again.now());
      if (again.now() instanceof Why.Several) {
        lines.add("");
      }
      again.earlier().forEach(fate -> line("earlier", "shipment " + fate(fate)));
      line("looked in", again.searched());
    }
  }

  private void unknown(Why.Unknown unknown) {
    head(unknown, unknown.never() ? "never seen" : "not found");
    line("looked in", unknown.searched());
    if (!unknown.never() && !all) {
      line("", "what was shipped before that and taken away is not known here");
    }
  }

  private void several(Why.Several several) {
    head(several, several.each().size() + " pids are written so");
    for (Why.Alike alike : several.each()) {
      lines.add("");
      lines.add(alike.parts().stream().map(WhyText::part).collect(Collectors.joining(", ")));
      say(alike.why());
    }
  }

  /** In quotes, for it is a blank that tells them apart. */
  private static String part(Why.Part part) {
    return fit(part.field()) + " '" + called(part.value()) + "'";
  }

  private void head(Why why, String state) {
    lines.add("pid " + called(why.pid()) + ": " + state);
  }

  private void line(String name, String value) {
    lines.add("  " + (name.isEmpty() ? "" : Text.left(name, 11)) + fit(value));
  }

  private static String fit(String text) {
    return Text.cut(Printable.marked(text), LONGEST);
  }

  private static String called(String word) {
    return Text.cut(Printable.called(word), LONGEST);
  }

  private void open(Why.Open open) {
    head(open, "open in workshop " + open.workshop());
    worker(open.hiredFor(), open.materials(), open.bytes());
    if (open.finished() > 0) {
      line("finished", Text.count(open.finished(), "product") + " before it wait for a permit");
    }
    contract(open.contract());
    open.closedBy().forEach(each -> line("closed by", each));
    List<String> missing = open.missing();
    if (missing != null) {
      missing.forEach(each -> line("missing", each));
    }
    int left = MOST_FIELDS;
    for (Map.Entry<String, @Nullable Object> field : open.fields().entrySet()) {
      if (left-- == 0) {
        line("", "and more fields");
        break;
      }
      line("", fit(field.getKey()) + " = " + field.getValue());
    }
    if (open.cut()) {
      line("", "(not all of it is shown)");
    }
    held(open.held());
  }

  private void parked(Why.Parked parked) {
    head(parked, "parked in workshop " + parked.workshop());
    worker(parked.hiredFor(), parked.materials(), parked.bytes());
    line("failed", parked.reason());
    line("at", span(parked.failing()));
    contract(parked.contract());
    line("", "then all of it goes to the scrap as one bundle");
    held(parked.held());
  }

  private void worker(Duration hiredFor, long materials, long bytes) {
    line(
        "worker",
        "hired "
            + Text.span(hiredFor)
            + " ago, "
            + Text.count(materials, "material")
            + ", "
            + Text.bytes(bytes));
  }

  private void contract(Why.Contract contract) {
    Duration left = contract.left();
    String text;
    if (left == null) {
      text =
          "ends when the watermark passes "
              + contract.until()
              + (contract.watermark() == null ? "" : "; it is at " + contract.watermark());
    } else {
      text = left.isZero() ? "over" : "ends in " + Text.span(left) + " if nothing comes";
    }
    line("contract", text + " (term " + Text.span(contract.term()) + ")");
  }

  private void held(Why.Held held) {
    if (held.count() == 0) {
      return;
    }
    List<Why.Span> spans = held.spans();
    int shown = Math.min(MOST_SPANS, spans.size());
    spans.subList(0, shown).forEach(each -> line("from", span(each)));
    if (shown < spans.size()) {
      line("", "and more, " + Text.count(held.count(), "position") + " in all");
    }
  }

  /** As ids of products are written: file and number of the record, from 0. */
  private static String span(Why.Span span) {
    return span.partition()
        + ":"
        + span.from()
        + (span.to() == span.from() ? "" : " to " + span.to());
  }

  private void gone(Why.Gone gone) {
    head(gone, WhyJson.state(gone));
    for (Why.Fate fate : gone.fates()) {
      line("shipment", fate(fate));
    }
    line("looked in", gone.searched());
  }

  private static String fate(Why.Fate fate) {
    return fate.shipment()
        + (fate instanceof Why.Shipped s ? shipped(s) : scrapped((Why.Scrapped) fate));
  }

  private static String shipped(Why.Shipped shipped) {
    return at(shipped.when())
        + (shipped.id() == null
            ? ": shipped"
            : ": product "
                + shipped.id()
                + ", class "
                + shipped.pclass()
                + ("by-hand".equals(shipped.closed()) ? ", closed " : ", closed by ")
                + shipped.closed()
                + ", "
                + Text.count(shipped.materials(), "material"));
  }

  private static String scrapped(Why.Scrapped scrapped) {
    return at(scrapped.when())
        + ": scrapped"
        + (scrapped.reason() == null ? "" : ", " + scrapped.reason() + ": " + scrapped.detail())
        + (scrapped.origin() == null ? "" : " (" + span(scrapped.origin()) + ")");
  }

  private static String at(@Nullable String when) {
    return when == null ? "" : " of " + when;
  }
}
