package io.uploadgrants.spring.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.PresignedPut;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.DocumentedBeans;
import io.uploadgrants.spring.UploadClock;
import io.uploadgrants.spring.UploadConnectionDetails;
import io.uploadgrants.spring.UploadGrantsCustomizer;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.TestClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

class UploadServerAutoConfigurationTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  UploadServerAutoConfiguration.class, UploadAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none());

  /** As in an application's own test: all properties are production's. */
  private final ApplicationContextRunner production =
      runner.withPropertyValues(
          "upload.bucket=photos",
          "upload.region=eu-west-1",
          "upload.accelerate=true",
          "upload.expected-bucket-owner=111122223333",
          "upload.profiles.avatar.max-size=5MB",
          "upload.profiles.avatar.valid-for=5m");

  private final ApplicationContextRunner tested =
      production.withUserConfiguration(DocumentedBeans.Store.class);

  @Test
  void uploadsGoToTheBucketOfTheServer() {
    tested.run(
        context -> {
          UploadServer server = context.getBean(UploadServer.class);
          UploadTarget target = context.getBean(UploadTarget.class);
          assertThat(target.endpoint()).isEqualTo(server.endpoint());
          assertThat(target.bucket()).isEqualTo(server.bucket());
          assertThat(target.region()).isEqualTo(server.region());
          assertThat(target.expectedBucketOwner()).isNull();
          UploadConnectionDetails details = context.getBean(UploadConnectionDetails.class);
          assertThat(details.getEndpoint()).isEqualTo(server.endpoint());
          assertThat(details.getBucket()).isEqualTo(server.bucket());
          UploadGrants grants = context.getBean(UploadGrants.class);
          assertThat(put(grant(grants), new byte[6]))
              .as("one byte more than was signed")
              .isEqualTo(403);
          PresignedPut grant = grant(grants);
          assertThat(put(grant, new byte[5])).isEqualTo(200);
          assertThat(server.client().listObjectsV2(list -> list.bucket(server.bucket())).contents())
              .singleElement()
              .matches(object -> object.key().equals(grant.key()));
        });
  }

  @Test
  void theTargetHasTheFeaturesOfTheServer() {
    tested
        .withPropertyValues("upload.with=acls")
        .run(
            context -> {
              UploadTarget server = context.getBean(UploadServer.class).target();
              UploadTarget target = context.getBean(UploadTarget.class);
              for (StoreFeature feature : StoreFeature.values()) {
                assertThat(target.supports(feature))
                    .as(feature.id())
                    .isEqualTo(server.supports(feature));
              }
            });
  }

  @Test
  void namedTargetsAreTheServerToo() {
    tested
        .withPropertyValues(
            "upload.targets.docs.bucket=prod-docs",
            "upload.targets.docs.expected-bucket-owner=123456789012",
            "upload.profiles.doc.target=docs",
            "upload.profiles.doc.max-size=1MB",
            "upload.profiles.doc.overwrite=never")
        .run(
            context -> {
              UploadTarget server = context.getBean(UploadServer.class).target();
              UploadGrants grants = context.getBean(UploadGrants.class);
              assertThat(grants.profiles()).extracting(grants::target).containsOnly(server);
            });
  }

  @Test
  void theApplicationTellsTheTimeByTheServersClock() {
    tested.run(
        context -> {
          UploadGrants grants = context.getBean(UploadGrants.class);
          TestClock clock = context.getBean(UploadServer.class).clock();
          clock.advance(Duration.ofDays(1));
          assertThat(grant(grants).expiresAt())
              .isBetween(clock.instant(), clock.instant().plus(Duration.ofMinutes(5)));
        });
  }

  @Test
  void aClockOfTheApplicationsOwnComesBeforeTheServers() {
    tested
        .withUserConfiguration(OwnClock.class)
        .run(
            context ->
                assertThat(context.getBean(UploadGrants.class).clock())
                    .isSameAs(context.getBean("ownClock")));
  }

  @Test
  void nobodyElseGetsTheServersClock() {
    tested
        .withBean(AnyClock.class)
        .run(context -> assertThat(context.getBean(AnyClock.class).clock().stream()).isEmpty());
  }

  @Test
  void anOwnClockHasTheLastWord() {
    Instant moment = Instant.parse("2026-11-24T12:00:00Z");
    tested
        .withBean(
            UploadGrantsCustomizer.class, () -> grants -> grants.clock(InstantSource.fixed(moment)))
        .run(
            context ->
                assertThat(grant(context.getBean(UploadGrants.class)).expiresAt())
                    .isEqualTo(moment.plus(Duration.ofMinutes(5))));
  }

  @Test
  void credentialsAreTheServers() {
    tested
        .withBean(AwsCredentialsProvider.class, AnonymousCredentialsProvider::create)
        .run(
            context ->
                assertThat(grant(context.getBean(UploadGrants.class)).url())
                    .contains(
                        context
                            .getBean(UploadServer.class)
                            .credentials()
                            .resolveCredentials()
                            .accessKeyId()));
  }

  @Test
  void withoutProfilesThereIsNothing() {
    runner
        .withUserConfiguration(DocumentedBeans.Store.class)
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(UploadTarget.class)
                    .doesNotHaveBean(UploadGrantsCustomizer.class)
                    .doesNotHaveBean(InstantSource.class)
                    .doesNotHaveBean(UploadGrants.class));
  }

  @Test
  void withoutAServerThePropertiesHold() {
    production.run(
        context -> assertThat(context.getBean(UploadTarget.class).bucket()).isEqualTo("photos"));
  }

  @Test
  void withoutTheTestKitThePropertiesHold() {
    production
        .withClassLoader(new FilteredClassLoader("io.uploadgrants.testkit"))
        .run(
            context ->
                assertThat(context.getBean(UploadTarget.class).bucket()).isEqualTo("photos"));
  }

  @Test
  void aTargetOfOnesOwnComesFirst() {
    tested
        .withBean(UploadTarget.class, () -> UploadTarget.bucket("mine").region("auto").build())
        .run(context -> assertThat(context.getBean(UploadTarget.class).bucket()).isEqualTo("mine"));
  }

  record AnyClock(ObjectProvider<InstantSource> clock) {}

  @Configuration(proxyBeanMethods = false)
  static class OwnClock {

    @Bean(defaultCandidate = false)
    @UploadClock
    InstantSource ownClock() {
      return InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
    }
  }

  private static PresignedPut grant(UploadGrants grants) {
    return (PresignedPut) grants.grant(UploadRequest.of("avatar").by("alice").size(5L).build());
  }

  private static int put(PresignedPut grant, byte[] body) throws Exception {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(grant.url())).PUT(BodyPublishers.ofByteArray(body));
    grant.headers().forEach(put::header);
    return HttpClient.newHttpClient().send(put.build(), BodyHandlers.ofString()).statusCode();
  }
}
