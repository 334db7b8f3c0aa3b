package io.uploadgrants.token;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The claims of a token, as {@link ClaimsWriter} wrote them. Members that nobody asks for are of a
 * newer release, and don't count; one that is asked for and has another type is never taken for one
 * that isn't there, which would drop what it demands.
 */
final class Claims {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Stands for a value of which no claim of ours has the type. */
  private static final Object OTHER = new Object();

  private final Map<String, Object> members = new HashMap<>();

  /**
   * Reads claims.
   *
   * @param json an object, in UTF-8
   * @throws IllegalArgumentException when it is anything else
   */
  Claims(byte[] json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("Claims are an object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        members.put(name, value(parser, parser.nextToken()));
      }
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("Nothing follows claims");
      }
    } catch (JacksonException broken) {
      throw new IllegalArgumentException("Claims are JSON", broken);
    }
  }

  private static Object value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_OBJECT -> texts(parser);
      default -> {
        parser.skipChildren();
        yield OTHER;
      }
    };
  }

  /** Returns an object's texts; one that has anything else is of no type of ours. */
  private static Object texts(JsonParser parser) {
    Map<String, String> texts = new HashMap<>();
    boolean others = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        texts.put(name, parser.getString());
      } else {
        others = true;
        parser.skipChildren();
      }
    }
    return others ? OTHER : new Texts(texts);
  }

  private record Texts(Map<String, String> byName) {}

  @Nullable String textOrNull(String name) {
    return get(name, String.class);
  }

  @Nullable Long numberOrNull(String name) {
    return get(name, Long.class);
  }

  /** Returns an object's texts by their names. */
  Map<String, String> texts(String name) {
    return there(name, get(name, Texts.class)).byName();
  }

  boolean flag(String name) {
    return there(name, get(name, Boolean.class));
  }

  String text(String name) {
    return there(name, textOrNull(name));
  }

  long number(String name) {
    return there(name, numberOrNull(name));
  }

  /** Returns a time, which is a number of seconds. */
  Instant time(String name) {
    return Instant.ofEpochSecond(number(name));
  }

  private <T> @Nullable T get(String name, Class<T> type) {
    Object value = members.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new IllegalArgumentException("The claim " + name + " has another type");
    }
    return type.cast(value);
  }

  private static <T> T there(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("There is no claim " + name);
    }
    return value;
  }
}
