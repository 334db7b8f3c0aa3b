package io.uploadgrants.spring;

import io.uploadgrants.UploadConfigurationException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The profiles' settings as they were written, where binding would drop one without a word. */
final class ProfileSettings {

  private static final ConfigurationPropertyName PROFILES =
      ConfigurationPropertyName.of(ProfileNames.PROPERTY);

  /** No prefix is one, and so are an empty value of metadata and of a tag. */
  private static final Set<String> MAY_BE_BLANK = Set.of("keys", "metadata", "tags");

  private ProfileSettings() {}

  /**
   * Refuses settings that a profile doesn't have, which Spring Boot ignores elsewhere: a misspelt
   * constraint would bind nobody. Variables are left out, as their names can be read in several
   * ways.
   */
  static void refuseUnknown(Environment environment) {
    Binder.get(environment)
        .bind(
            ProfileNames.PROPERTY,
            Bindable.mapOf(String.class, UploadProperties.Profile.class),
            new NoUnboundElementsBindHandler(
                BindHandler.DEFAULT,
                source ->
                    !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)));
  }

  /** Refuses settings without a value, such as a placeholder's: a blank limit would be none. */
  static void refuseBlank(Environment environment) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource iterable) {
        iterable.stream()
            .filter(ProfileSettings::isSetting)
            .forEach(
                name -> refuseBlank(environment, name, iterable.getConfigurationProperty(name)));
      }
    }
  }

  private static boolean isSetting(ConfigurationPropertyName name) {
    // One level down is a profile itself, which may have no setting at all.
    int setting = PROFILES.getNumberOfElements() + 1;
    return PROFILES.isAncestorOf(name)
        && name.getNumberOfElements() > setting
        && !MAY_BE_BLANK.contains(name.getElement(setting, Form.UNIFORM));
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
          "The property '%s' is set to nothing, which would drop it without a word; give it a value, or remove it."
              .formatted(name));
    }
  }
}
