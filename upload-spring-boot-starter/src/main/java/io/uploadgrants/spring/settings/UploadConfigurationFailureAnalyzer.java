package io.uploadgrants.spring.settings;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorText;
import io.uploadgrants.UploadConfigurationException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Names the property behind a configuration that can't be enforced, and where it is set. */
final class UploadConfigurationFailureAnalyzer
    extends AbstractFailureAnalyzer<UploadConfigurationException> {

  private final Environment environment;

  UploadConfigurationFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UploadConfigurationException cause) {
    String property = ProfileNames.in(environment).propertyOf(cause.setting());
    Optional<ConfigurationProperty> found = find(property);
    String origin =
        found
            .map(ConfigurationProperty::getOrigin)
            .map(place -> "\n\nThe property is set in " + place + ".")
            .orElse("");
    String action =
        found.isPresent()
            ? "Change the property '%s' as the description says."
            : "The property '%s' isn't set: set it as the description says, or change the code that takes its place.";
    return new FailureAnalysis(
        cause.getMessage() + origin, ErrorText.of(action, phrase(property)), cause);
  }

  /** Finds a property, or the first value of a list; a profile's name may stand in brackets. */
  private Optional<ConfigurationProperty> find(String property) {
    String bracketed =
        property.replaceFirst("^(upload[.](?:profiles|targets))[.]([^.]+)", "$1[$2]");
    return Stream.of(property, property + "[0]", bracketed, bracketed + "[0]")
        .map(name -> ConfigurationPropertyName.adapt(name, '.'))
        .flatMap(this::find)
        .findFirst();
  }

  private Stream<ConfigurationProperty> find(ConfigurationPropertyName name) {
    return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
        .flatMap(source -> Stream.ofNullable(source.getConfigurationProperty(name)));
  }
}
