package factory.blueprint;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a condition into words, texts, numbers and signs. */
final class ConditionLexer {
  /** The kinds of tokens. */
  enum Kind {
    /** A field's name, a path, or a word of the language. */
    NAME,
    /** A name with a part in backticks, which is no word of the language. */
    QUOTED,
    TEXT,
    NUMBER,
    SIGN,
    END
  }

  /**
   * One token.
   *
   * @param text as it is meant: without quotes
   * @param number the value of a number
   * @param column where it begins, 1 is the first
   * @param first the first part of a name, where it stands without backticks and others follow;
   *     else empty
   */
  record Token(Kind kind, String text, @Nullable Object number, int column, String first) {
    boolean is(String sign) {
      return kind == Kind.SIGN && text.equals(sign);
    }

    /** Whether it is this word of the language, in small or capital letters. */
    boolean isWord(String word) {
      return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    /** For a message. */
    String shown() {
      return kind == Kind.END ? "the end" : Texts.show(text);
    }
  }

  private final String source;
  private final String setting;
  private int at;

  private ConditionLexer(String source, String setting) {
    this.source = source;
    this.setting = setting;
  }

  /** The tokens; the last is the end. */
  static List<Token> tokens(String source, String setting) {
    ConditionLexer lexer = new ConditionLexer(source, setting);
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(lexer.next());
    } while (tokens.get(tokens.size() - 1).kind() != Kind.END);
    return tokens;
  }

  /** A complaint about a column of a condition. */
  static BlueprintException error(String setting, String source, int column, String message) {
    return new BlueprintException(
        setting + ": column " + column + ": " + message + ", in: " + source);
  }

  private Token next() {
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
    int start = at;
    if (at == source.length()) {
      return new Token(Kind.END, "", null, start + 1, "");
    }
    char c = source.charAt(at);
    if (c == '\'' || c == '"') {
      return new Token(Kind.TEXT, quoted(c), null, start + 1, "");
    }
    if (isDigit(c) || (c == '-' && at + 1 < source.length() && isDigit(source.charAt(at + 1)))) {
      return number(start);
    }
    if (c == '`' || isNameStart(c)) {
      return name(start);
    }
    for (String sign : List.of("==", "!=", "<=", ">=", "=", "<", ">", "(", ")", ",")) {
      if (source.startsWith(sign, at)) {
        at += sign.length();
        return new Token(Kind.SIGN, sign, null, start + 1, "");
      }
    }
    throw error(
        start,
        "expected a field, a value or an operator, found '"
            + Character.toString(source.codePointAt(start))
            + "'"
            + instead(c));
  }

  private static String instead(char c) {
    return switch (c) {
      case '&' -> " (write 'and')";
      case '|' -> " (write 'or')";
      case '!' -> " (write 'not' or '!=')";
      case '~' -> " (write 'matches')";
      default -> "";
    };
  }

  private Token name(int start) {
    StringBuilder path = new StringBuilder();
    String first = "";
    boolean quoted = false;
    while (true) {
      if (at < source.length() && source.charAt(at) == '`') {
        int opened = at;
        String part = quoted('`');
        if (part.isEmpty()) {
          throw error(opened, "expected a field's name between the backticks, found none");
        }
        quoted = true;
        path.append(part);
      } else {
        int from = at;
        while (at < source.length() && isNamePart(source.charAt(at))) {
          at++;
        }
        if (from == at) {
          throw error(at, "expected a name after the dot");
        }
        path.append(source, from, at);
      }
      if (at == source.length() || source.charAt(at) != '.') {
        return new Token(quoted ? Kind.QUOTED : Kind.NAME, path.toString(), null, start + 1, first);
      }
      if (first.isEmpty() && !quoted) {
        first = path.toString();
      }
      path.append('.');
      at++;
    }
  }

  private String quoted(char quote) {
    int start = at++;
    StringBuilder text = new StringBuilder();
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (c != quote) {
        text.append(c);
      } else if (at < source.length() && source.charAt(at) == quote) {
        text.append(c);
        at++;
      } else {
        return text.toString();
      }
    }
    throw error(start, "the quote " + quote + " never closes");
  }

  private Token number(int start) {
    at++;
    while (at < source.length()
        && (isNamePart(source.charAt(at)) || source.charAt(at) == '.' || isExponentSign())) {
      at++;
    }
    String text = source.substring(start, at);
    Object number = Numbers.numberOf((Object) text);
    if (number == null || (number instanceof BigDecimal big && Numbers.isAbsurd(big))) {
      throw error(
          start, "expected a number, found " + Texts.show(text) + " (texts stand in quotes)");
    }
    return new Token(Kind.NUMBER, text, number, start + 1, "");
  }

  private boolean isExponentSign() {
    char before = source.charAt(at - 1);
    return source.charAt(at) == '+' && (before == 'e' || before == 'E');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_' || c == '@' || c == '$' || Character.isSurrogate(c);
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c)
        || Character.isDigit(c)
        || c == '-'
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private BlueprintException error(int index, String message) {
    return error(setting, source, index + 1, message);
  }
}
