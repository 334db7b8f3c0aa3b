package io.uploadgrants.spring;

import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches when a profile is configured: without one there is nothing to grant. */
final class OnUploadProfileCondition extends SpringBootCondition {

  private static final Bindable<Map<String, Object>> PROFILES =
      Bindable.mapOf(String.class, Object.class);

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    ConditionMessage.Builder message = ConditionMessage.forCondition("Upload Profile");
    Map<String, Object> profiles =
        Binder.get(context.getEnvironment()).bind("upload.profiles", PROFILES).orElse(Map.of());
    return profiles.isEmpty()
        ? ConditionOutcome.noMatch(message.didNotFind("a property").items("upload.profiles"))
        : ConditionOutcome.match(message.found("profile").items(profiles.keySet()));
  }
}
