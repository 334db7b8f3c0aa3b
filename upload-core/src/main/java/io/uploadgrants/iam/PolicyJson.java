package io.uploadgrants.iam;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * Writes policies in printable ASCII: STS takes no character beyond U+00FF.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of the IAM JSON policy language</a>
 */
final class PolicyJson {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private PolicyJson() {}

  /** Returns a policy without spaces, as short as it gets. */
  static String compact(List<PolicyStatement> statements) {
    return write(statements, ObjectWriteContext.empty());
  }

  /** Returns a policy to read and to paste. */
  static String readable(List<PolicyStatement> statements) {
    return write(statements, new Indented());
  }

  private static String write(List<PolicyStatement> statements, ObjectWriteContext context) {
    StringWriter text = new StringWriter(1_024);
    try (JsonGenerator json = JSON.createGenerator(context, text)) {
      json.writeStartObject();
      json.writeStringProperty("Version", "2012-10-17");
      json.writeName("Statement");
      json.writeStartArray();
      statements.forEach(statement -> write(json, statement));
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, PolicyStatement statement) {
    json.writeStartObject();
    json.writeStringProperty("Effect", statement.effect());
    PolicyStatement.Principal principal = statement.principal();
    if (principal != null) {
      json.writeName("Principal");
      json.writeStartObject();
      json.writeStringProperty(principal.type(), principal.id());
      json.writeEndObject();
    }
    writeTexts(json, "Action", statement.actions());
    if (!statement.resources().isEmpty()) {
      writeTexts(json, "Resource", statement.resources());
    }
    if (!statement.conditions().isEmpty()) {
      json.writeName("Condition");
      json.writeStartObject();
      byOperator(statement.conditions())
          .forEach(
              (operator, keys) -> {
                json.writeName(operator);
                json.writeStartObject();
                keys.forEach((key, values) -> writeTexts(json, key, values));
                json.writeEndObject();
              });
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static Map<String, Map<String, List<String>>> byOperator(
      List<PolicyCondition> conditions) {
    Map<String, Map<String, List<String>>> operators = new LinkedHashMap<>();
    for (PolicyCondition each : conditions) {
      Map<String, List<String>> keys =
          operators.computeIfAbsent(each.operator(), operator -> new LinkedHashMap<>());
      if (keys.put(each.key(), each.values()) != null) {
        // The second would silently take the first one's place.
        throw new IllegalStateException(
            "Two conditions " + each.operator() + " on " + each.key() + " in one statement");
      }
    }
    return operators;
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts) {
    if (texts.size() == 1) {
      json.writeStringProperty(name, texts.get(0));
      return;
    }
    json.writeName(name);
    json.writeStartArray();
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  /** Two spaces a level, and the same line ends on each platform. */
  private static final class Indented extends ObjectWriteContext.Base {

    private static final DefaultIndenter TWO_SPACES = new DefaultIndenter("  ", "\n");

    private final PrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withArrayIndenter(TWO_SPACES)
            .withObjectIndenter(TWO_SPACES);

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return printer;
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
