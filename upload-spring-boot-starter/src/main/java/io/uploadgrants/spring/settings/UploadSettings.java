package io.uploadgrants.spring.settings;

import io.uploadgrants.UploadConfigurationException;
import java.util.List;
import java.util.Set;
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
import org.springframework.core.env.Environment;

/** Settings as they were written, where binding would silently drop one. */
public final class UploadSettings {

  private static final String STS = "upload.sts";
  private static final String COGNITO = "upload.cognito";
  private static final String TARGETS = "upload.targets";
  private static final String TICKETS = "upload.tickets";
  private static final String RECEIPTS = "upload.receipts";

  private static final List<String> OF_COMPLETION =
      List.of(
          TICKETS + ".secret",
          RECEIPTS + ".valid-for",
          RECEIPTS + ".private-key",
          RECEIPTS + ".public-key");

  private static final ConfigurationPropertyName PROFILES =
      ConfigurationPropertyName.of(ProfileNames.PROPERTY);

  private static final List<ConfigurationPropertyName> OTHERS =
      Stream.of(STS, COGNITO, TARGETS, TICKETS, RECEIPTS)
          .map(ConfigurationPropertyName::of)
          .toList();

  /** No prefix is one, and so are an empty value of metadata and of a tag. */
  private static final Set<String> MAY_BE_BLANK = Set.of("keys", "metadata", "tags");

  private UploadSettings() {}

  /**
   * Refuses settings that would bind nobody.
   *
   * @param environment where they are written
   * @param loader knows the libraries that they need, {@code null} for the default one
   * @param bound what was bound of them
   * @throws UploadConfigurationException when there is such a setting
   */
  public static void check(
      Environment environment, @Nullable ClassLoader loader, UploadProperties bound) {
    refuseBlank(environment);
    refuseIncomplete(environment);
    UploadLibrary.requireAll(environment, loader, bound);
    new ProfileNames(bound.profiles().keySet()).requireDistinct();
    ProfileNames.requireDistinctTargets(bound.targets().keySet());
  }

  /** Refuses settings without a value, such as a placeholder's: a blank limit would be none. */
  private static void refuseBlank(Environment environment) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource iterable) {
        iterable.stream()
            .filter(UploadSettings::needsValue)
            .forEach(
                name -> refuseBlank(environment, name, iterable.getConfigurationProperty(name)));
      }
    }
  }

  private static boolean needsValue(ConfigurationPropertyName name) {
    // One level down is a profile itself, which may have no setting at all.
    int setting = PROFILES.getNumberOfElements() + 1;
    return PROFILES.isAncestorOf(name)
        ? name.getNumberOfElements() > setting
            && !MAY_BE_BLANK.contains(name.getElement(setting, Form.UNIFORM))
        : OTHERS.stream().anyMatch(other -> other.isAncestorOf(name));
  }

  private static void refuseBlank(
      Environment environment,
      ConfigurationPropertyName name,
      @Nullable ConfigurationProperty property) {
    if (property != null
        && property.getValue() instanceof CharSequence text
        && environment.resolvePlaceholders(text.toString()).isBlank()) {
      throw new UploadConfigurationException(
          name.toString().substring("upload.".length()),
          "The property '%s' is empty, and would be ignored without an error; give it a value, or remove it.",
          name);
    }
  }

  /** Refuses settings of what isn't switched on. */
  private static void refuseIncomplete(Environment environment) {
    require(environment, COGNITO + ".user-pool", "id");
    require(environment, COGNITO + ".identity-pool", "id");
    if (!environment.containsProperty(COGNITO + ".identity-pool.id")) {
      // An identity pool's sessions are kept by the same settings.
      require(environment, STS, "role-arn");
    } else if (environment.getProperty(STS + ".revoking", Boolean.class, false)
        && !environment.containsProperty(STS + ".role-arn")) {
      throw new UploadConfigurationException(
          "sts.role-arn",
          "'upload.sts.revoking' is true, and 'upload.sts.role-arn' isn't set, without which"
              + " nothing could be revoked; set it to the role whose sessions sign or are handed"
              + " out, or make a bean GrantRevoker for the identity pool's role and remove"
              + " 'upload.sts.revoking'.");
    }
  }

  /**
   * Refuses settings of tickets and receipts that nobody gets.
   *
   * @param environment where they are written
   * @throws UploadConfigurationException when there is such a setting
   */
  public static void refuseThoseOfCompletion(Environment environment) {
    for (String property : OF_COMPLETION) {
      if (Binder.get(environment).bind(property, Bindable.listOf(String.class)).isBound()) {
        throw new UploadConfigurationException(
            property.substring("upload.".length()),
            "The property '%s' is set, and no profile has completion or the kind multipart, without which it would do nothing; set 'completion.enabled' of a profile to true, or remove the property.",
            property);
      }
    }
  }

  private static boolean isUsed(Environment environment, String prefix) {
    return Binder.get(environment)
        .bind(prefix, Bindable.mapOf(String.class, Object.class))
        .isBound();
  }

  private static void require(Environment environment, String prefix, String name) {
    if (isUsed(environment, prefix) && !environment.containsProperty(prefix + "." + name)) {
      throw new UploadConfigurationException(
          prefix.substring("upload.".length()) + "." + name,
          "Properties of '%s' are set, and '%s.%s' isn't, without which they would do nothing; set it, or remove them.",
          prefix,
          prefix,
          name);
    }
  }
}
