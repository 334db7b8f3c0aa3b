package io.uploadgrants.spring.completion;

import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadTickets;
import io.uploadgrants.spring.settings.UploadProperties;
import io.uploadgrants.token.TokenSecrets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when a profile of the properties has completion, or the kind multipart. One in code can't
 * be seen yet, so the secrets of its tickets say that there will be one.
 */
final class OnCompletionCondition extends AnyNestedCondition {

  OnCompletionCondition() {
    super(ConfigurationPhase.REGISTER_BEAN);
  }

  @Conditional(OnPropertyCondition.class)
  static final class HasProperty {}

  @ConditionalOnBean(TokenSecrets.class)
  static final class HasSecrets {}

  @ConditionalOnBean(UploadTickets.class)
  static final class HasTickets {}

  static final class OnPropertyCondition extends SpringBootCondition {

    private static final String PROFILES = "upload.profiles";
    private static final String SECRETS = "upload.tickets.secret";

    /** Of a profile, all that counts here. */
    record Profile(
        UploadProperties.@Nullable Completion completion, @DefaultValue List<GrantKind> kinds) {

      boolean hasTickets() {
        return completion != null && completion.isOn()
            || kinds.stream().anyMatch(GrantKind::completedByApplication);
      }
    }

    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      ConditionMessage.Builder message = ConditionMessage.forCondition("Upload Completion");
      Environment environment = context.getEnvironment();
      if (Binder.get(environment).bind(SECRETS, Bindable.listOf(String.class)).isBound()) {
        return ConditionOutcome.match(message.found("property").items(SECRETS));
      }
      return hasProfile(environment)
          ? ConditionOutcome.match(message.because("a profile has completion or multipart"))
          : ConditionOutcome.noMatch(message.because("no profile has completion or multipart"));
    }

    /** What is wrong is left to the binding that counts. */
    private static boolean hasProfile(Environment environment) {
      return Binder.get(environment)
          .bind(
              PROFILES, Bindable.mapOf(String.class, Profile.class), new IgnoreErrorsBindHandler())
          .orElse(Map.of())
          .values()
          .stream()
          .anyMatch(Profile::hasTickets);
    }
  }
}
