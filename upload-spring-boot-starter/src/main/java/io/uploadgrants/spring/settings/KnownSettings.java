package io.uploadgrants.spring.settings;

import io.uploadgrants.KnownNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;

/** The names of all settings, as Spring Boot's binder asks for them. */
final class KnownSettings {

  /** What each prefix is bound to. */
  static final Map<String, Class<?>> BOUND =
      Map.of(
          "upload", UploadProperties.class,
          "upload.cognito", UploadCognitoProperties.class,
          "upload.sts", UploadStsProperties.class);

  private static final String ANY = "*";

  /** Each name by its elements, {@code *} for a key of a map. */
  private final Set<List<String>> names = new LinkedHashSet<>();

  KnownSettings() {
    // A source that has nothing, and rules nothing out, lets the binder ask for everything.
    Binder asking = new Binder(name -> null);
    BOUND.forEach((prefix, type) -> asking.bind(prefix, Bindable.of(type), recording(asking)));
    names.removeIf(name -> names.stream().anyMatch(other -> isParent(name, other)));
  }

  private BindHandler recording(Binder asking) {
    return new BindHandler() {
      @Override
      public <T> @Nullable Bindable<T> onStart(
          ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
        names.add(elements(name));
        ResolvableType type = target.getType();
        if (Map.class.isAssignableFrom(type.resolve(Object.class))) {
          asking.bind(name.append("[*]"), Bindable.of(type.asMap().getGeneric(1)), this);
        }
        // Spring Boot would ask for parts of a DataSize too.
        return type.resolve(Object.class).isRecord() ? target : null;
      }
    };
  }

  static List<String> elements(ConfigurationPropertyName name) {
    return IntStream.range(0, name.getNumberOfElements())
        .mapToObj(i -> name.getElement(i, Form.ORIGINAL))
        .toList();
  }

  private static boolean isParent(List<String> name, List<String> other) {
    return other.size() > name.size() && other.subList(0, name.size()).equals(name);
  }

  /**
   * Returns the name that was meant by one that isn't known.
   *
   * @param variable whether to write it as an environment variable
   */
  @Nullable String nearest(List<String> given, boolean variable) {
    List<String> candidates =
        names.stream()
            .flatMap(name -> filled(name, given))
            .map(name -> variable ? asVariable(name) : asProperty(name))
            .toList();
    String alike = KnownNames.of(candidates).alike(String.join(".", given));
    return alike == null ? elsewhere(given, variable) : alike;
  }

  /** Fills in the keys that a name was given with; one with dots isn't told from several. */
  private static Stream<List<String>> filled(List<String> name, List<String> given) {
    int key = name.indexOf(ANY);
    if (key < 0) {
      return Stream.of(name);
    }
    if (name.get(name.size() - 1).equals(ANY) && name.size() != given.size()) {
      return Stream.of();
    }
    return IntStream.of(1, given.size() - name.size() + 1)
        .filter(length -> length > 0 && key + length <= given.size())
        .mapToObj(
            length -> {
              List<String> filled = new ArrayList<>(name);
              filled.set(key, String.join(".", given.subList(key, key + length)));
              int last = filled.size() - 1;
              if (filled.get(last).equals(ANY)) {
                filled.set(last, given.get(given.size() - 1));
              }
              return filled;
            });
  }

  /** Finds the only setting whose name ends so. */
  private @Nullable String elsewhere(List<String> given, boolean variable) {
    String last = given.get(given.size() - 1);
    List<List<String>> found =
        names.stream()
            .filter(
                name ->
                    KnownNames.of(name.subList(name.size() - 1, name.size())).spelledAs(last)
                        != null)
            .toList();
    if (found.size() != 1) {
      return null;
    }
    List<String> name =
        found.get(0).stream().map(each -> each.equals(ANY) ? "NAME" : each).toList();
    return variable ? asVariable(name) : asProperty(name);
  }

  private static String asVariable(List<String> name) {
    return name.stream()
        .map(element -> element.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT))
        .collect(Collectors.joining("_"));
  }

  static String asProperty(List<String> name) {
    StringBuilder property = new StringBuilder();
    for (String element : name) {
      if (element.matches("[A-Za-z0-9_-]+")) {
        property.append(property.isEmpty() ? "" : ".").append(element);
      } else {
        property.append('[').append(element).append(']');
      }
    }
    return property.toString();
  }

  /** Returns what is the same in all spellings of a name. */
  static String letters(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }

  /** Splits a name that is written as a variable. */
  static List<String> elementsOfVariable(String name) {
    return Arrays.asList(name.toLowerCase(Locale.ROOT).split("_", -1));
  }
}
