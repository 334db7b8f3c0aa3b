package io.uploadgrants.spring.settings;

import io.uploadgrants.ErrorText;
import io.uploadgrants.KnownNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Finds settings whose profile or target is misspelt. Such a name is the application's own, so a
 * variable for {@code avatra} would make another profile, and {@code avatar} would go without the
 * limit. It shows in an overriding source that has a name like one below it, while no source has
 * both.
 */
final class MisspeltNames {

  /** As of a language, a region or a tenant: {@code documents-en}. */
  private static final Pattern ENDING = Pattern.compile("[._-][A-Za-z]{1,3}$");

  private final ConfigurationPropertyName parent;
  private final String noun;

  /** What each source sets, by name; the first source overrides the others. */
  private final List<Map<String, Map<String, ConfigurationProperty>>> sources = new ArrayList<>();

  /**
   * Starts without a source.
   *
   * @param parent the property below which the names stand
   * @param noun what a name is one of
   */
  MisspeltNames(ConfigurationPropertyName parent, String noun) {
    this.parent = parent;
    this.noun = noun;
  }

  /**
   * Adds a source, which those before it override.
   *
   * @param given its properties by their names as they are written
   */
  void add(Map<String, ConfigurationProperty> given) {
    Map<String, Map<String, ConfigurationProperty>> profiles = new LinkedHashMap<>();
    given.forEach(
        (written, property) -> {
          if (parent.isAncestorOf(property.getName())) {
            String profile =
                property.getName().getElement(parent.getNumberOfElements(), Form.ORIGINAL);
            profiles.computeIfAbsent(profile, name -> new LinkedHashMap<>()).put(written, property);
          }
        });
    sources.add(profiles);
  }

  /** Returns the settings of misspelt profiles. */
  Stream<UnknownSetting> found() {
    Set<String> all = new LinkedHashSet<>();
    sources.forEach(profiles -> all.addAll(profiles.keySet()));
    return all.stream()
        .flatMap(
            name -> Stream.ofNullable(meantBy(name, all)).flatMap(meant -> settings(name, meant)));
  }

  private @Nullable String meantBy(String name, Set<String> all) {
    List<String> others =
        all.stream()
            .filter(other -> overrides(name, other))
            .filter(other -> kept(name).equals(kept(other)))
            .toList();
    KnownNames known = KnownNames.of(others);
    // The same letters are the matter of ProfileNames: variables can't tell such names.
    return known.spelledAs(name) == null ? known.alike(name) : null;
  }

  /**
   * Whether the last source that has the other overrides none that has a name, nor one has both.
   */
  private boolean overrides(String name, String other) {
    int lastOfName = -1;
    int lastOfOther = -1;
    for (int i = 0; i < sources.size(); i++) {
      boolean hasName = sources.get(i).containsKey(name);
      boolean hasOther = sources.get(i).containsKey(other);
      if (hasName && hasOther) {
        return false;
      }
      lastOfName = hasName ? i : lastOfName;
      lastOfOther = hasOther ? i : lastOfOther;
    }
    return lastOfName < lastOfOther;
  }

  /** What tells names of one sort apart, however alike they are: numbers, and a short ending. */
  private static String kept(String name) {
    return name.replaceAll("[^0-9]", "")
        + ENDING.matcher(name).results().map(MatchResult::group).toList();
  }

  private Stream<UnknownSetting> settings(String name, String meant) {
    return sources.stream()
        .flatMap(profiles -> profiles.getOrDefault(name, Map.of()).entrySet().stream())
        .map(
            setting ->
                new UnknownSetting(
                    setting.getKey(),
                    setting.getValue().getOrigin(),
                    ErrorText.of(
                        "It makes a separate %s '%s'; did you mean '%s'? If both are meant, name both in one source.",
                        noun, name, meant)));
  }
}
