package factory.custody;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** How the place to begin at is written into a ledger. */
final class MarksJson {
  private MarksJson() {}

  static void write(JsonGenerator json, Start start, Mark furthest) throws IOException {
    write(json, "mark", start.mark());
    write(json, "furthest", furthest);
    json.writeArrayFieldStart("files");
    for (Section section : start.files()) {
      json.writeStartObject();
      json.writeNumberField("from", section.from());
      json.writeStringField("fingerprint", section.fingerprint());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, String name, Mark mark) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("offset", mark.offset());
    json.writeNumberField("bytes", mark.bytes());
    json.writeNumberField("line", mark.line());
    json.writeNumberField("time", mark.time());
    json.writeNumberField("tail", mark.tail());
    json.writeNumberField("check", mark.check());
    json.writeNumberField("end", mark.end());
    json.writeEndObject();
  }

  static void read(SealedJson page, Marks marks, int partition) throws IOException {
    if (!page.has("mark")) {
      return;
    }
    marks.note(partition, mark(page.object("mark")));
    if (page.has("furthest")) {
      marks.wasAt(partition, mark(page.object("furthest")));
    }
    for (SealedJson file : page.objects("files")) {
      Section section = new Section(file.number("from"), file.text("fingerprint"));
      marks.note(partition, section, null);
    }
  }

  private static Mark mark(SealedJson mark) throws IOException {
    return new Mark(
        mark.number("offset"),
        mark.number("bytes"),
        mark.number("line"),
        mark.number("time"),
        (int) mark.number("tail"),
        mark.number("check"),
        mark.number("end"));
  }
}
