package io.uploadgrants.spring.settings;

import io.uploadgrants.spring.UploadGrantsCustomizer;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Reads the names of profiles, or asks for a customizer. */
final class OnUploadProfileCondition extends AnyNestedCondition {

  OnUploadProfileCondition() {
    super(ConfigurationPhase.REGISTER_BEAN);
  }

  @Conditional(OnPropertyCondition.class)
  static final class HasProfileProperty {}

  @ConditionalOnBean(UploadGrantsCustomizer.class)
  static final class HasCustomizer {}

  static final class OnPropertyCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      ConditionMessage.Builder message = ConditionMessage.forCondition("Upload Profile");
      ProfileNames names = ProfileNames.in(context.getEnvironment());
      return names.isEmpty()
          ? ConditionOutcome.noMatch(message.didNotFind("a property").items(ProfileNames.PROPERTY))
          : ConditionOutcome.match(message.found("profile", "profiles").items(names.all()));
    }
  }
}
