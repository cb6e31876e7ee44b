package factory.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes flat JSON objects, which all have the names of the first, as CSV by RFC 4180. */
final class EditsCsv {
  private final JsonFactory json = new JsonFactory();
  private List<String> names = List.of();

  /** The record, without a line end. */
  String line(String object) throws IOException {
    List<String> found = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    try (JsonParser parser = json.createParser(object)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken token = parser.nextToken();
        line.append(found.isEmpty() ? "" : ",");
        found.add(name);
        line.append(token == JsonToken.VALUE_NULL ? "" : quoted(parser.getText()));
      }
    }
    if (names.isEmpty()) {
      names = found;
    } else if (!names.equals(found)) {
      throw new IOException("a record has the fields " + found + ", the first " + names);
    }
    return line.toString();
  }

  /** The names of the fields that all lines so far have had. */
  String header() {
    return String.join(",", names);
  }

  private static String quoted(String text) {
    boolean plain = true;
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = c != ',' && c != '"' && c != '\r' && c != '\n';
    }
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
