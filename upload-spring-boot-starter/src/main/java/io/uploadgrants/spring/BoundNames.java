package io.uploadgrants.spring;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;

/**
 * The names in one source that binding takes, as they are written there. What a source says is
 * found out by binding from it alone, because Spring Boot's rules for names are its own, those for
 * environment variables above all; and because another source may cover it.
 */
final class BoundNames {

  private final Set<String> taken = new HashSet<>();
  private final Set<ConfigurationPropertyName> lists = new HashSet<>();

  private BoundNames() {}

  static BoundNames of(IterableConfigurationPropertySource source) {
    BoundNames bound = new BoundNames();
    Binder binder = new Binder(bound.new Watched(source));
    KnownSettings.BOUND.forEach(
        (prefix, type) -> binder.bind(prefix, Bindable.of(type), bound.new Lenient()));
    return bound;
  }

  /** Returns whether a property is taken, or stands in a list whose first element is wrong. */
  boolean has(ConfigurationProperty property) {
    return taken.contains(written(property))
        || property.getName().isLastElementIndexed()
            && lists.contains(property.getName().getParent());
  }

  /** Returns a property's name as its source has it. */
  static String written(ConfigurationProperty property) {
    PropertySourceOrigin origin = originOf(property);
    return origin == null ? property.getName().toString() : origin.getPropertyName();
  }

  private static @Nullable PropertySourceOrigin originOf(ConfigurationProperty property) {
    return property.getOrigin() instanceof PropertySourceOrigin origin ? origin : null;
  }

  /** Wrong values are left to the binding that counts. */
  private final class Lenient extends IgnoreErrorsBindHandler {

    @Override
    public <T> @Nullable Bindable<T> onStart(
        ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
      if (Iterable.class.isAssignableFrom(target.getType().resolve(Object.class))) {
        lists.add(name);
      }
      return super.onStart(name, target, context);
    }
  }

  private final class Watched implements IterableConfigurationPropertySource {

    private final IterableConfigurationPropertySource source;

    private Watched(IterableConfigurationPropertySource source) {
      this.source = source;
    }

    @Override
    public @Nullable ConfigurationProperty getConfigurationProperty(
        ConfigurationPropertyName name) {
      ConfigurationProperty property = source.getConfigurationProperty(name);
      if (property != null) {
        taken.add(written(property));
      }
      return property;
    }

    @Override
    public Stream<ConfigurationPropertyName> stream() {
      return source.stream();
    }

    @Override
    public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
      return source.containsDescendantOf(name);
    }

    @Override
    public @Nullable Object getUnderlyingSource() {
      return source.getUnderlyingSource();
    }
  }
}
