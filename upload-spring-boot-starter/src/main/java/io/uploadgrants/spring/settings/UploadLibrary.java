package io.uploadgrants.spring.settings;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** The libraries that an application adds by itself, for the properties that need them. */
enum UploadLibrary {
  STS("software.amazon.awssdk:sts", "software.amazon.awssdk.services.sts.StsClient"),
  IAM("software.amazon.awssdk:iam", "software.amazon.awssdk.services.iam.IamClient"),
  COGNITO_IDENTITY(
      "software.amazon.awssdk:cognitoidentity",
      "software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient"),
  CAFFEINE("com.github.ben-manes.caffeine:caffeine", "com.github.benmanes.caffeine.cache.Caffeine"),
  NIMBUS("com.nimbusds:nimbus-jose-jwt", "com.nimbusds.jwt.SignedJWT"),
  TIKA("org.apache.tika:tika-core", "org.apache.tika.mime.MimeTypes");

  private static final Map<String, List<UploadLibrary>> NEEDED_BY =
      Map.of(
          "sts.role-arn", List.of(STS, CAFFEINE),
          "sts.revoking", List.of(IAM),
          "cognito.user-pool.id", List.of(NIMBUS),
          "cognito.identity-pool.id", List.of(COGNITO_IDENTITY, STS, CAFFEINE, NIMBUS));

  private final String coordinates;
  private final String type;

  UploadLibrary(String coordinates, String type) {
    this.coordinates = coordinates;
    this.type = type;
  }

  /** Refuses properties whose libraries are missing: their auto-configurations just back off. */
  static void requireAll(
      Environment environment, @Nullable ClassLoader loader, UploadProperties bound) {
    NEEDED_BY.forEach(
        (setting, libraries) -> {
          String value = environment.getProperty("upload." + setting);
          if (value != null && !value.equals("false")) {
            require(setting, libraries, loader);
          }
        });
    bound.profiles().forEach((name, profile) -> requireForCompletion(name, profile, loader));
    if (!bound.tickets().secret().isEmpty()) {
      require("tickets.secret", List.of(NIMBUS), loader);
    }
  }

  private static void requireForCompletion(
      String name, UploadProperties.Profile profile, @Nullable ClassLoader loader) {
    if (profile.kinds().stream().anyMatch(GrantKind::completedByApplication)) {
      require("profiles." + name + ".kinds", List.of(NIMBUS), loader);
    }
    UploadProperties.Completion completion = profile.completion();
    if (completion == null || !completion.isOn()) {
      return;
    }
    String setting = "profiles." + name + ".completion.";
    if (Boolean.TRUE.equals(completion.content())) {
      require(setting + "content", List.of(NIMBUS, TIKA), loader);
    } else {
      String given =
          completion.enabled() != null
              ? "enabled"
              : completion.within() != null ? "within" : "content";
      require(setting + given, List.of(NIMBUS), loader);
    }
  }

  private static void require(
      String setting, List<UploadLibrary> libraries, @Nullable ClassLoader loader) {
    String missing =
        libraries.stream()
            .filter(library -> !ClassUtils.isPresent(library.type, loader))
            .map(library -> library.coordinates)
            .collect(Collectors.joining(" and "));
    if (!missing.isEmpty()) {
      throw new UploadConfigurationException(
          setting,
          "The property 'upload.%s' is set, and the class path lacks %s; add what is missing to the application's dependencies, or remove the property.",
          setting,
          phrase(missing));
    }
  }
}
