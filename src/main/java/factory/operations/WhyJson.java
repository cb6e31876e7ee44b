package factory.operations;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import factory.operations.Why.Contract;
import factory.operations.Why.Fate;
import factory.operations.Why.Held;
import factory.operations.Why.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link Desk} answers, as JSON; {@link WhyReader} reads it again.
 *
 * <p>An answer of {@link Desk#why} has {@code pid} and {@code state}: {@code open}, {@code parked},
 * {@code under-way}, {@code several}, {@code shipped} or {@code scrapped} (by the newest of its
 * {@code fates}), {@code unanswered} or {@code unknown}; {@code docs/operations.md} names the
 * others. Times are seconds with three decimals.
 */
public final class WhyJson {
  private static final JsonFactory JSON = new JsonFactory();

  private WhyJson() {}

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** An answer of {@link Desk#why}, as one object. */
  public static String write(Why why) {
    return text(json -> why(json, why));
  }

  /** An answer of {@link Desk#act}: {@code {"done":true,"text":"…"}}. */
  public static String write(Verdict verdict) {
    return text(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("done", verdict.done());
          json.writeStringField("text", verdict.text());
          json.writeEndObject();
        });
  }

  /** An answer of {@link Desk#leading}, as a list. */
  public static String write(List<WorkerNote> notes) {
    return text(
        json -> {
          json.writeStartArray();
          for (WorkerNote note : notes) {
            json.writeStartObject();
            json.writeStringField("pid", note.pid());
            hired(json, note.workshop(), note.hiredFor(), note.materials(), note.bytes());
            json.writeNumberField(
                "perSecond", Math.round(Math.min(1e15, note.perSecond()) * 1000) / 1000.0);
            json.writeBooleanField("parked", note.parked());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String text(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written to but memory
    }
    return text.toString();
  }

  private static void why(JsonGenerator json, Why why) throws IOException {
    json.writeStartObject();
    fields(json, why);
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, Why why) throws IOException {
    if (why instanceof Why.Again again) {
      fields(json, again.now());
      fates(json, "earlier", again.earlier());
      json.writeStringField("searched", again.searched());
      return;
    }
    json.writeStringField("pid", why.pid());
    json.writeStringField("state", state(why));
    if (why instanceof Why.Open open) {
      open(json, open);
    } else if (why instanceof Why.Parked parked) {
      parked(json, parked);
    } else if (why instanceof Why.UnderWay underWay) {
      json.writeStringField("text", underWay.text());
    } else if (why instanceof Why.Unanswered unanswered) {
      json.writeStringField("text", unanswered.text());
    } else if (why instanceof Why.Gone gone) {
      fates(json, "fates", gone.fates());
      json.writeStringField("searched", gone.searched());
    } else if (why instanceof Why.Unknown unknown) {
      json.writeBooleanField("never", unknown.never());
      json.writeStringField("searched", unknown.searched());
    } else if (why instanceof Why.Several several) {
      several(json, several);
    }
  }

  private static void several(JsonGenerator json, Why.Several several) throws IOException {
    json.writeArrayFieldStart("each");
    for (Why.Alike alike : several.each()) {
      json.writeStartObject();
      json.writeArrayFieldStart("parts");
      for (Why.Part part : alike.parts()) {
        json.writeStartObject();
        json.writeStringField("field", part.field());
        json.writeStringField("value", part.value());
        json.writeEndObject();
      }
      json.writeEndArray();
      fields(json, alike.why());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void fates(JsonGenerator json, String name, List<Fate> fates) throws IOException {
    json.writeArrayFieldStart(name);
    for (Fate fate : fates) {
      fate(json, fate);
    }
    json.writeEndArray();
  }

  /** The word for this answer. */
  public static String state(Why why) {
    if (why instanceof Why.Gone gone) {
      return gone.fates().get(0) instanceof Why.Scrapped ? "scrapped" : "shipped";
    }
    if (why instanceof Why.Again again) {
      return state(again.now());
    }
    return why instanceof Why.Open
        ? "open"
        : why instanceof Why.Parked
            ? "parked"
            : why instanceof Why.UnderWay
                ? "under-way"
                : why instanceof Why.Unanswered
                    ? "unanswered"
                    : why instanceof Why.Several ? "several" : "unknown";
  }

  private static void open(JsonGenerator json, Why.Open open) throws IOException {
    hired(json, open.workshop(), open.hiredFor(), open.materials(), open.bytes());
    json.writeNumberField("finished", open.finished());
    contract(json, open.contract());
    texts(json, "closedBy", open.closedBy());
    texts(json, "missing", open.missing());
    json.writeFieldName("fields");
    value(json, open.fields());
    json.writeBooleanField("cut", open.cut());
    held(json, open.held());
  }

  private static void parked(JsonGenerator json, Why.Parked parked) throws IOException {
    hired(json, parked.workshop(), parked.hiredFor(), parked.materials(), parked.bytes());
    contract(json, parked.contract());
    json.writeStringField("reason", parked.reason());
    json.writeFieldName("failing");
    span(json, parked.failing());
    held(json, parked.held());
  }

  private static void hired(
      JsonGenerator json, int workshop, Duration hiredFor, long materials, long bytes)
      throws IOException {
    json.writeNumberField("workshop", workshop);
    seconds(json, "hiredForSeconds", hiredFor);
    json.writeNumberField("materials", materials);
    json.writeNumberField("bytes", bytes);
  }

  private static void contract(JsonGenerator json, Contract contract) throws IOException {
    json.writeObjectFieldStart("contract");
    json.writeStringField("clock", contract.event() ? "event" : "wall");
    seconds(json, "termSeconds", contract.term());
    seconds(json, "leftSeconds", contract.left());
    json.writeStringField("until", contract.until());
    json.writeStringField("watermark", contract.watermark());
    json.writeEndObject();
  }

  private static void held(JsonGenerator json, Held held) throws IOException {
    json.writeObjectFieldStart("held");
    json.writeNumberField("count", held.count());
    json.writeArrayFieldStart("spans");
    for (Span span : held.spans()) {
      span(json, span);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void fate(JsonGenerator json, Fate fate) throws IOException {
    json.writeStartObject();
    json.writeNumberField("shipment", fate.shipment());
    if (fate instanceof Why.Shipped shipped) {
      json.writeStringField("fate", "shipped");
      json.writeStringField("id", shipped.id());
      json.writeStringField("pclass", shipped.pclass());
      json.writeStringField("closed", shipped.closed());
      json.writeNumberField("materials", shipped.materials());
      json.writeStringField("when", shipped.when());
    } else if (fate instanceof Why.Scrapped scrapped) {
      json.writeStringField("fate", "scrapped");
      json.writeStringField("reason", scrapped.reason());
      json.writeStringField("detail", scrapped.detail());
      json.writeFieldName("origin");
      span(json, scrapped.origin());
      json.writeStringField("when", scrapped.when());
    }
    json.writeEndObject();
  }

  private static void span(JsonGenerator json, @Nullable Span span) throws IOException {
    if (span == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("partition", span.partition());
    json.writeNumberField("from", span.from());
    json.writeNumberField("to", span.to());
    json.writeEndObject();
  }

  private static void seconds(JsonGenerator json, String name, @Nullable Duration time)
      throws IOException {
    if (time == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, BigDecimal.valueOf(time.toMillis(), 3));
    }
  }

  private static void texts(JsonGenerator json, String name, @Nullable List<String> texts)
      throws IOException {
    if (texts == null) {
      json.writeNullField(name);
      return;
    }
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : map.entrySet()) {
        json.writeFieldName(String.valueOf(field.getKey()));
        value(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        value(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else {
      json.writeString(String.valueOf(value));
    }
  }
}
