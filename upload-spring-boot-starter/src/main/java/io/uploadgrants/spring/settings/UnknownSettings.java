package io.uploadgrants.spring.settings;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.PatternMatchUtils;

/**
 * Finds settings that Spring Boot would drop or take for others without a word: those that bind
 * nobody, those whose names it would change, and those of misspelt profiles. A misspelt limit would
 * be none.
 */
final class UnknownSettings {

  static final String IGNORED = "upload.ignored-settings";

  /** The test kit's. */
  private static final String OF_TESTS = "UPLOAD_TEST_*";

  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("upload");

  private static final Pattern AS_VARIABLE = Pattern.compile("(?i)upload_\\w+");

  /**
   * What Kubernetes and Docker tell every container of a service that is called {@code upload}, or
   * begins so.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">Kubernetes'
   *     environment variables of services</a>
   */
  private static final Pattern OF_SERVICES =
      Pattern.compile(
          "UPLOAD(?:_[A-Z0-9_]+)?_(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?"
              + "|PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)");

  private static final Pattern PORT_OF_SERVICE =
      Pattern.compile("UPLOAD(?:_[A-Z0-9_]+)?_PORT=(?:tcp|udp|sctp)://.*");

  /** An element outside brackets with a character that Spring Boot leaves out. */
  private static final Pattern CHANGED =
      Pattern.compile("(?:^|\\.)([^.\\[\\]]*[^A-Za-z0-9._\\[\\]-][^.\\[\\]]*)");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:}$]+)");

  private final List<String> ignored = new ArrayList<>(List.of(OF_TESTS));
  private final Iterable<ConfigurationPropertySource> sources;
  private @Nullable KnownSettings known;
  private @Nullable Set<String> references;

  private UnknownSettings(Environment environment) {
    this.sources = ConfigurationPropertySources.get(environment);
    ignored.addAll(
        Binder.get(environment).bind(IGNORED, Bindable.listOf(String.class)).orElse(List.of()));
  }

  /**
   * Refuses an environment that has such settings.
   *
   * @throws UnknownSettingsException with all of them
   */
  static void refuse(Environment environment) {
    UnknownSettings unknown = new UnknownSettings(environment);
    List<UnknownSetting> found = new ArrayList<>();
    List<MisspeltNames> names =
        List.of(
            new MisspeltNames(ROOT.append("profiles"), "profile"),
            new MisspeltNames(ROOT.append("targets"), "target"));
    for (ConfigurationPropertySource source : unknown.sources) {
      if (source instanceof IterableConfigurationPropertySource iterable) {
        Map<String, ConfigurationProperty> given = unknown.given(iterable);
        unknown.in(iterable, given).forEach(found::add);
        names.forEach(each -> each.add(given));
      }
    }
    if (found.isEmpty()) {
      names.stream().flatMap(MisspeltNames::found).forEach(found::add);
    }
    if (!found.isEmpty()) {
      throw new UnknownSettingsException(found);
    }
  }

  /** Returns what a source says of uploads, by the names as they are written there. */
  private Map<String, ConfigurationProperty> given(IterableConfigurationPropertySource source) {
    Map<String, ConfigurationProperty> given = new LinkedHashMap<>();
    source.stream()
        .filter(UnknownSettings::isOurs)
        .forEach(name -> put(given, source.getConfigurationProperty(name)));
    if (isEnvironment(source)) {
      given.entrySet().removeIf(each -> isOfService(each.getKey(), each.getValue()));
    }
    return given;
  }

  private static boolean isEnvironment(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
  }

  private Stream<UnknownSetting> in(
      IterableConfigurationPropertySource source, Map<String, ConfigurationProperty> given) {
    if (given.isEmpty()) {
      return Stream.empty();
    }
    boolean variables = isEnvironment(source);
    BoundNames bound = BoundNames.of(source);
    return given.entrySet().stream()
        .flatMap(
            each -> Stream.ofNullable(problem(each.getKey(), each.getValue(), variables, bound)));
  }

  private static boolean isOurs(ConfigurationPropertyName name) {
    return ROOT.isAncestorOf(name)
        || name.getNumberOfElements() == 1
            && AS_VARIABLE.matcher(name.getElement(0, Form.ORIGINAL)).matches();
  }

  private static boolean isOfService(String written, ConfigurationProperty property) {
    return OF_SERVICES.matcher(written).matches()
        || PORT_OF_SERVICE.matcher(written + "=" + property.getValue()).matches();
  }

  private void put(
      Map<String, ConfigurationProperty> given, @Nullable ConfigurationProperty property) {
    if (property != null) {
      String written = BoundNames.written(property);
      if (ignored.stream().noneMatch(each -> PatternMatchUtils.simpleMatch(each, written))) {
        given.put(written, property);
      }
    }
  }

  private @Nullable UnknownSetting problem(
      String written, ConfigurationProperty property, boolean variable, BoundNames bound) {
    Matcher changed = CHANGED.matcher(written);
    if (!variable && changed.find()) {
      return new UnknownSetting(written, property.getOrigin(), changed(written, property, changed));
    }
    if (bound.has(property) || references().contains(KnownSettings.letters(written))) {
      return null;
    }
    if (property.getName().getNumberOfElements() == 1) {
      String meant = known().nearest(KnownSettings.elementsOfVariable(written), false);
      if (meant == null && !written.equals(written.toUpperCase(Locale.ROOT))) {
        // An application's own name, such as upload_dir, which isn't below ours.
        return null;
      }
      return new UnknownSetting(
          written,
          property.getOrigin(),
          "Names of this form are read as environment variables only"
              + (meant == null ? "." : "; did you mean '" + meant + "'?"));
    }
    String meant = known().nearest(KnownSettings.elements(property.getName()), variable);
    return new UnknownSetting(
        written, property.getOrigin(), meant == null ? "" : "Did you mean '" + meant + "'?");
  }

  private static String changed(String written, ConfigurationProperty property, Matcher changed) {
    boolean profile = written.substring(0, changed.start()).equals(ProfileNames.PROPERTY);
    return ErrorText.of(
        "Spring Boot would read it as '%s'; %s.",
        property.getName(),
        profile
            ? "name the profile with letters, digits, '.', '-' and '_' only"
            : phrase(
                ErrorText.of(
                    "write the name in brackets: '%s[%s]%s'",
                    written.substring(0, changed.start()),
                    changed.group(1),
                    written.substring(changed.end()))));
  }

  /** Returns the names that settings, or anything in files, have as placeholders. */
  private Set<String> references() {
    if (references == null) {
      Set<String> found = new HashSet<>();
      for (ConfigurationPropertySource source : sources) {
        if (source instanceof IterableConfigurationPropertySource iterable) {
          boolean file = source.getUnderlyingSource() instanceof OriginTrackedMapPropertySource;
          iterable.stream()
              .filter(name -> file || isOurs(name))
              .flatMap(name -> Stream.ofNullable(iterable.getConfigurationProperty(name)))
              .flatMap(property -> PLACEHOLDER.matcher(property.getValue().toString()).results())
              .forEach(placeholder -> found.add(KnownSettings.letters(placeholder.group(1))));
        }
      }
      references = found;
    }
    return references;
  }

  private KnownSettings known() {
    if (known == null) {
      known = new KnownSettings();
    }
    return known;
  }
}
