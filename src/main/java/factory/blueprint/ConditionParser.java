package factory.blueprint;

import factory.blueprint.Condition.Comparison;
import factory.blueprint.Condition.Field;
import factory.blueprint.Condition.Operand;
import factory.blueprint.Condition.Quantifier;
import factory.blueprint.ConditionLexer.Kind;
import factory.blueprint.ConditionLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions, by recursive descent.
 *
 * <pre>
 * condition  = and { "or" and }
 * and        = not { "and" not }
 * not        = "not" not | "(" condition ")" | test
 * test       = operand [ "any" | "all" ] ( comparison operand | "matches" text | [ "not" ] "in" "(" value { "," value } ")" )
 *            | operand "exists" | operand "is" [ "not" ] "null" | operand
 * operand    = path | "count" "(" path ")" | "materials" | value
 * comparison = "=" | "==" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * value      = text | number | "true" | "false"
 * </pre>
 */
final class ConditionParser {
  private static final int DEEPEST = 100;
  private static final Set<String> WORDS =
      Set.of("and", "or", "not", "in", "matches", "exists", "is", "null", "any", "all");

  /** What names mean where the condition stands. */
  interface Scope {
    /**
     * The field of this path.
     *
     * @param ofMaterial whether it was written as {@code material.path}
     * @throws BlueprintException if there can be none; the message needs no place
     */
    Field field(String path, boolean ofMaterial);

    /** Whether the number of materials of the product can be asked for. */
    boolean knowsMaterials();
  }

  private final String source;
  private final String setting;
  private final Scope scope;
  private final List<Token> tokens;
  private int at;
  private int depth;

  private ConditionParser(String source, String setting, Scope scope) {
    this.source = source;
    this.setting = setting;
    this.scope = scope;
    this.tokens = ConditionLexer.tokens(source, setting);
  }

  /**
   * Reads a condition.
   *
   * @param setting where it stands, for messages
   * @throws BlueprintException that names the setting, the column and what was expected there
   */
  static Condition parse(String source, String setting, Scope scope) {
    ConditionParser parser = new ConditionParser(source, setting, scope);
    Condition condition = parser.or();
    if (parser.token().kind() != Kind.END) {
      throw parser.expected("'and', 'or' or the end");
    }
    return condition;
  }

  private Condition or() {
    List<Condition> conditions = new ArrayList<>();
    do {
      conditions.add(and());
    } while (took("or"));
    return conditions.size() == 1 ? conditions.get(0) : new Condition.Or(List.copyOf(conditions));
  }

  private Condition and() {
    List<Condition> conditions = new ArrayList<>();
    do {
      conditions.add(not());
    } while (took("and"));
    return conditions.size() == 1 ? conditions.get(0) : new Condition.And(List.copyOf(conditions));
  }

  private Condition not() {
    if (++depth > DEEPEST) {
      throw error(token(), "expected at most " + DEEPEST + " nested conditions, found more");
    }
    Condition condition;
    if (took("not")) {
      condition = new Condition.Not(not());
    } else if (token().is("(")) {
      at++;
      condition = or();
      close();
    } else {
      condition = test();
    }
    depth--;
    return condition;
  }

  private Condition test() {
    Token start = token();
    Operand operand = operand();
    Token quantified = token();
    Quantifier quantifier =
        took("any") ? Quantifier.ANY : took("all") ? Quantifier.ALL : Quantifier.ONE;
    if (quantifier != Quantifier.ONE && !(operand instanceof Field)) {
      throw error(quantified, "expected a field before '" + quantified.text() + "'");
    }
    Condition.Check check = check(operand, quantifier);
    if (check != null) {
      if (quantifier == Quantifier.ONE
          && operand instanceof Field field
          && field.several() != null) {
        throw error(
            start,
            "expected 'any' or 'all' after '"
                + field.path()
                + "', which is a "
                + field.several()
                + ", so that it is clear what is compared");
      }
      return new Condition.Test(operand, quantifier, check);
    }
    if (took("exists")) {
      return new Condition.Exists(operand, true);
    }
    if (took("is")) {
      boolean not = took("not");
      if (!took("null")) {
        throw expected(not ? "'null'" : "'null' or 'not null'");
      }
      return new Condition.Exists(operand, not);
    }
    boolean yesOrNo =
        operand instanceof Field field
            ? field.several() == null
            : operand instanceof Condition.Literal literal && literal.value() instanceof Boolean;
    if (!yesOrNo) {
      throw expected("a comparison, 'matches', 'in', 'exists' or 'is null'");
    }
    if (token().kind() == Kind.NAME && !token().isWord("and") && !token().isWord("or")) {
      throw expected(
          "a comparison, 'any', 'all', 'matches', 'in', 'exists', 'is null', 'and' or 'or'");
    }
    return new Condition.Test(operand, Quantifier.ONE, new Condition.True());
  }

  /** The check that begins here; null where none does, which after a quantifier is an error. */
  private Condition.@Nullable Check check(Operand operand, Quantifier quantifier) {
    Comparison comparison = comparison();
    if (comparison != null) {
      at++;
      Token start = token();
      if (start.isWord("null")) {
        throw error(start, "expected a value; to ask for null write 'is null' or 'is not null'");
      }
      Operand right = operand();
      if (right instanceof Field field && field.several() != null) {
        throw error(
            start,
            "expected a single value, found '" + field.path() + "', which is a " + field.several());
      }
      return new Condition.Compare(comparison, right);
    }
    if (took("matches")) {
      return matches(operand);
    }
    if (token().isWord("not") && tokens.get(at + 1).isWord("in")) {
      at += 2;
      return in(false);
    }
    if (took("in")) {
      return in(true);
    }
    if (quantifier != Quantifier.ONE) {
      throw expected("a comparison, 'matches' or 'in' after 'any' or 'all'");
    }
    return null;
  }

  private @Nullable Comparison comparison() {
    if (token().kind() != Kind.SIGN) {
      return null;
    }
    return switch (token().text()) {
      case "=", "==" -> Comparison.EQUAL;
      case "!=" -> Comparison.UNEQUAL;
      case "<" -> Comparison.LESS;
      case "<=" -> Comparison.AT_MOST;
      case ">" -> Comparison.MORE;
      case ">=" -> Comparison.AT_LEAST;
      default -> null;
    };
  }

  private Condition.Check matches(Operand operand) {
    Token token = token();
    if (token.kind() != Kind.TEXT) {
      throw expected("a regular expression in quotes");
    }
    at++;
    try {
      return new Condition.Matches(
          Pattern.compile(token.text()),
          operand instanceof Field field
              ? setting + ": field '" + field.path() + "'"
              : setting + ":");
    } catch (PatternSyntaxException e) {
      throw error(
          token,
          "expected a regular expression, found "
              + Texts.show(token.text())
              + ": "
              + e.getDescription());
    } catch (StackOverflowError e) {
      throw error(token, "expected a regular expression, found one that is nested too deeply");
    }
  }

  private Condition.Check in(boolean expected) {
    if (!token().is("(")) {
      throw expected("'(' after 'in'");
    }
    List<Object> values = new ArrayList<>();
    do {
      at++;
      Token start = token();
      if (start.isWord("null")
          || start.is(")")
          || !(operand() instanceof Condition.Literal literal)) {
        throw error(start, "expected a text, a number, true or false, found " + start.shown());
      }
      values.add(literal.value());
    } while (token().is(","));
    close();
    return new Condition.In(List.copyOf(values), expected);
  }

  private Operand operand() {
    Token token = token();
    switch (token.kind()) {
      case TEXT:
        at++;
        return new Condition.Literal(token.text());
      case NUMBER:
        at++;
        return new Condition.Literal(token.number() == null ? token.text() : token.number());
      case QUOTED:
        return field();
      case NAME:
        if (token.isWord("true") || token.isWord("false")) {
          at++;
          return new Condition.Literal(token.isWord("true"));
        }
        if (token.isWord("count") && tokens.get(at + 1).is("(")) {
          at += 2;
          Operand counted = new Condition.Count(field());
          close();
          return counted;
        }
        if (token.text().equals("materials")) {
          if (!scope.knowsMaterials()) {
            throw error(
                token,
                "the number of materials is not known here; for a field of that name write `materials` in backticks");
          }
          at++;
          return new Condition.Materials();
        }
        return field();
      default:
        throw expected("a field or a value");
    }
  }

  private Field field() {
    Token token = token();
    boolean isName =
        token.kind() == Kind.NAME && !WORDS.contains(token.text().toLowerCase(Locale.ROOT));
    if (!isName && token.kind() != Kind.QUOTED) {
      throw expected(
          "a field" + (token.kind() == Kind.NAME ? " (one of that name stands in backticks)" : ""));
    }
    at++;
    boolean ofMaterial = token.first().equals("material");
    try {
      return scope.field(
          ofMaterial ? token.text().substring("material.".length()) : token.text(), ofMaterial);
    } catch (BlueprintException e) {
      throw error(token, String.valueOf(e.getMessage()));
    }
  }

  private void close() {
    if (!token().is(")")) {
      throw expected("')'");
    }
    at++;
  }

  private Token token() {
    return tokens.get(at);
  }

  private boolean took(String word) {
    if (token().isWord(word)) {
      at++;
      return true;
    }
    return false;
  }

  private BlueprintException expected(String what) {
    return error(token(), "expected " + what + ", found " + token().shown());
  }

  private BlueprintException error(Token token, String message) {
    return ConditionLexer.error(setting, source, token.column(), message);
  }
}
