package io.uploadgrants.samples.cognito;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.uploadgrants.cognito.Authentication.NewPasswordRequired;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Challenges that wait for their answer. They stay here, because Cognito's session stands for the
 * password; the page gets a random id, good for this application and three minutes.
 */
@Component
final class Challenges {

  private final Cache<String, NewPasswordRequired> waiting =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(3)).build();

  String keep(NewPasswordRequired challenge) {
    String id = UUID.randomUUID().toString();
    waiting.put(id, challenge);
    return id;
  }

  @Nullable NewPasswordRequired find(String id) {
    return waiting.getIfPresent(id);
  }

  void forget(String id) {
    waiting.invalidate(id);
  }
}
