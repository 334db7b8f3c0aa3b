package io.uploadgrants.spring.settings;

import io.uploadgrants.UploadConfigurationException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
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

  /** Refuses two profiles that variables can't tell. */
  void requireDistinct() {
    requireDistinct("Profiles", "profiles", all);
  }

  /** Refuses two targets that variables can't tell: one would get the other's bucket. */
  static void requireDistinctTargets(Set<String> names) {
    requireDistinct("Targets", "targets", names);
  }

  /**
   * Refuses two names that differ only in spelling: a variable that was meant for one has made
   * another, and the one that it was meant for goes without the setting.
   */
  private static void requireDistinct(String what, String setting, Set<String> names) {
    Map<String, String> seen = new HashMap<>();
    for (String name : names) {
      String letters = name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
      String other = seen.putIfAbsent(letters, name);
      if (other != null) {
        throw new UploadConfigurationException(
            setting,
            "%s '%s' and '%s' differ only in capitals, '-' and '_', which environment variables such as UPLOAD_%s_%s_… can't tell. Name it '%s', or set it by other means than variables.",
            what,
            other,
            name,
            setting.toUpperCase(Locale.ROOT),
            letters.toUpperCase(Locale.ROOT),
            letters);
      }
    }
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

  /** A name with dots stands in brackets. */
  private static String key(String name) {
    return PROPERTY + (name.contains(".") ? "[" + name + "]" : "." + name);
  }
}
