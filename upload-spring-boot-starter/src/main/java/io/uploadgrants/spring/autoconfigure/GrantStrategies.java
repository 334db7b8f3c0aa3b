package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.UploadConfigurationException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The strategies among the beans: one for each kind, and an application's own before ours. */
public final class GrantStrategies {

  /** Name of the bean for {@code upload.sts.role-arn}. */
  public static final String OF_STS = "uploadTemporaryCredentialsStrategy";

  /** Name of the bean for {@code upload.cognito.identity-pool.id}. */
  public static final String OF_COGNITO = "uploadCognitoIdentityStrategy";

  /** Name of the bean for uploads in parts, whose calls end in time. */
  public static final String OF_MULTIPART = "uploadMultipartStrategy";

  private static final Set<String> OF_CREDENTIALS = Set.of(OF_STS, OF_COGNITO);
  private static final Set<String> OURS = Set.of(OF_STS, OF_COGNITO, OF_MULTIPART);

  private GrantStrategies() {}

  static Collection<GrantStrategy> of(Map<String, GrantStrategy> beans) {
    Map<String, GrantStrategy> own = new LinkedHashMap<>(beans);
    own.keySet().removeAll(OURS);
    Map<GrantKind, GrantStrategy> strategies = new EnumMap<>(GrantKind.class);
    own.forEach((name, strategy) -> addOwn(strategies, name, strategy));
    if (beans.keySet().containsAll(OF_CREDENTIALS)
        && !strategies.containsKey(GrantKind.TEMPORARY_CREDENTIALS)) {
      throw new UploadConfigurationException(
          "sts.signing-only",
          "Both the role of 'upload.sts.role-arn' and the identity pool of 'upload.cognito.identity-pool.id' would hand out temporary credentials; set 'upload.sts.signing-only' to true where the role's sessions only sign, or remove one.");
    }
    OURS.stream()
        .filter(beans::containsKey)
        .map(beans::get)
        .forEach(strategy -> strategies.putIfAbsent(strategy.kind(), strategy));
    return strategies.values();
  }

  private static void addOwn(
      Map<GrantKind, GrantStrategy> strategies, String name, GrantStrategy strategy) {
    GrantStrategy other = strategies.put(strategy.kind(), strategy);
    if (other != null) {
      throw new UploadConfigurationException(
          "strategies",
          "There are two beans GrantStrategy for %s, one of them '%s'; remove one.",
          strategy.kind().id(),
          name);
    }
  }
}
