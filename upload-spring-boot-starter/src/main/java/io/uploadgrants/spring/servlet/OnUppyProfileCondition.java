package io.uploadgrants.spring.servlet;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches when the properties name a profile for Uppy; a list isn't one property. */
final class OnUppyProfileCondition extends SpringBootCondition {

  private static final String PROPERTY = "upload.uppy.profile";

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    ConditionMessage.Builder message = ConditionMessage.forCondition("Upload Uppy");
    List<String> profiles =
        Binder.get(context.getEnvironment())
            .bind(PROPERTY, Bindable.listOf(String.class))
            .orElse(List.of());
    return profiles.isEmpty()
        ? ConditionOutcome.noMatch(message.didNotFind("property").items(PROPERTY))
        : ConditionOutcome.match(message.found("property").items(PROPERTY));
  }
}
