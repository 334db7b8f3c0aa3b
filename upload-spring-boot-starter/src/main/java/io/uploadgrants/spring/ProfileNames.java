package io.uploadgrants.spring;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The names of the profiles that properties configure.
 *
 * @param all the names, as clients use them
 */
record ProfileNames(Set<String> all) {

  static final String PROPERTY = "upload.profiles";

  private static final Bindable<Map<String, Object>> PROFILES =
      Bindable.mapOf(String.class, Object.class);

  static ProfileNames in(Environment environment) {
    return new ProfileNames(
        Binder.get(environment).bind(PROPERTY, PROFILES).orElse(Map.of()).keySet());
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * Returns the property behind a setting: {@code upload.profiles[my.photo].max-size} for {@code
   * profiles.my.photo.max-size}.
   */
  String propertyOf(String setting) {
    return all.stream()
        .filter(name -> (setting + ".").startsWith("profiles." + name + "."))
        .max(Comparator.comparing(String::length))
        .map(name -> key(name) + setting.substring("profiles.".length() + name.length()))
        .orElse("upload." + setting);
  }

  /** A name keeps its dots, underscores and capitals only in brackets. */
  private static String key(String name) {
    return PROPERTY + (name.matches("[a-z0-9-]+") ? "." + name : "[" + name + "]");
  }
}
