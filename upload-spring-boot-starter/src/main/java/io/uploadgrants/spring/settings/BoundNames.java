package io.uploadgrants.spring.settings;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The names in one source that binding takes, as they are written there. What a source says is
 * found out by binding from it alone, because Spring Boot's rules for names are its own, those for
 * environment variables above all; and because another source may cover it.
 */
final class BoundNames {

  private final Set<String> taken = new HashSet<>();
  private final Set<ConfigurationPropertyName> lists = new HashSet<>();
  private final Set<ConfigurationPropertyName> values = new HashSet<>();

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
    ConfigurationPropertySource from = property.getSource();
    Object source = from == null ? null : from.getUnderlyingSource();
    if (origin != null && origin.getPropertySource() == source) {
      return origin.getPropertyName();
    }
    // The origin of all that SPRING_APPLICATION_JSON holds is that one variable.
    return namesIn(source)
        .filter(name -> ConfigurationPropertyName.adapt(name, '.').equals(property.getName()))
        .findFirst()
        .orElse(property.getName().toString());
  }

  private static Stream<String> namesIn(@Nullable Object source) {
    return source instanceof EnumerablePropertySource<?> known
        ? Arrays.stream(known.getPropertyNames())
        : Stream.empty();
  }

  private static @Nullable PropertySourceOrigin originOf(ConfigurationProperty property) {
    return property.getOrigin() instanceof PropertySourceOrigin origin ? origin : null;
  }

  /** Wrong values are left to the binding that counts. */
  private final class Lenient extends IgnoreErrorsBindHandler {

    @Override
    public <T> @Nullable Bindable<T> onStart(
        ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
      Class<?> type = target.getType().resolve(Object.class);
      if (Iterable.class.isAssignableFrom(type)) {
        lists.add(name);
      } else if (!type.isRecord() && !Map.class.isAssignableFrom(type)) {
        values.add(name);
      }
      // Spring Boot would ask for the parts of a URI or a DataSize too, which nobody can set.
      return name.getNumberOfElements() > 1 && values.contains(name.getParent())
          ? null
          : super.onStart(name, target, context);
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
