package io.uploadgrants.spring;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.GrantAuthorizer;
import io.uploadgrants.GrantListener;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.OverQuotaException;
import io.uploadgrants.TargetResolver;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.CompletionListener;
import io.uploadgrants.iam.GrantRevoker;
import io.uploadgrants.servlet.SubjectResolver;
import io.uploadgrants.servlet.UploadRequestCustomizer;
import io.uploadgrants.testkit.UploadServer;
import java.security.Principal;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Component;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;

/** The Java of docs/spring-boot.md: each block there is a region here. */
public final class DocumentedBeans {

  private DocumentedBeans() {}

  interface Accounts {

    boolean isSuspended(@Nullable String customer);

    boolean hasRoomFor(@Nullable String customer, @Nullable Long bytes);
  }

  record Customer(String id) {}

  @Configuration(proxyBeanMethods = false)
  static class Authorizer {

    // tag::authorizer
    @Bean
    GrantAuthorizer quota(Accounts accounts) {
      return (request, profile) -> {
        if (accounts.isSuspended(request.subject())) {
          throw UploadRefusedException.denied("This account is suspended.");
        }
        if (!accounts.hasRoomFor(request.subject(), request.size())) {
          throw new OverQuotaException("The day's quota is used up.", Duration.ofHours(1));
        }
      };
    }
    // end::authorizer
  }

  interface Tenants {

    String of(@Nullable String subject);
  }

  @Configuration(proxyBeanMethods = false)
  static class Resolver {

    // tag::resolver
    @Bean
    TargetResolver tenants(Tenants tenants, NamedUploadTargets targets) {
      return (subject, profile) -> targets.get(tenants.of(subject));
    }
    // end::resolver
  }

  // tag::listener
  @Component
  static class Audit implements GrantListener {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    @Override
    public void granted(UploadRequest request, UploadGrant grant) {
      LOG.info("{} may upload {}", request.subject(), grant.key());
    }

    @Override
    public void refused(UploadRequest request, UploadException reason) {
      LOG.info("{} was refused: {}", request.subject(), reason.code().id());
    }
  }

  // end::listener

  interface Photos {

    void addUnlessThere(String id, @Nullable String owner, String key);
  }

  // tag::completed
  @Component
  static class Uploads implements CompletionListener {

    private final Photos photos;

    Uploads(Photos photos) {
      this.photos = photos;
    }

    @Override
    public void completed(CompletedUpload upload) {
      photos.addUnlessThere(upload.id(), upload.subject(), upload.key());
    }
  }

  // end::completed

  @Configuration(proxyBeanMethods = false)
  static class Subjects {

    // tag::subject
    @Bean
    SubjectResolver customerId() {
      return request -> {
        Principal login = request.getUserPrincipal();
        return login instanceof Authentication token
                && token.getPrincipal() instanceof Customer customer
            ? customer.id()
            : null;
      };
    }
    // end::subject
  }

  @Configuration(proxyBeanMethods = false)
  static class Tokens {

    // tag::login
    @Bean
    UploadRequestCustomizer google() {
      return (upload, request) -> {
        String token = request.getHeader("X-Google-Token");
        if (token != null) {
          upload.login("accounts.google.com", token);
        }
      };
    }
    // end::login
  }

  public static final class AccountSuspended extends ApplicationEvent {

    private final String account;

    public AccountSuspended(String account) {
      super(account);
      this.account = account;
    }

    String account() {
      return account;
    }
  }

  @Configuration(proxyBeanMethods = false)
  public static class Suspensions {

    // tag::revoking
    @Bean
    ApplicationListener<AccountSuspended> suspended(GrantRevoker revoker) {
      return suspended -> revoker.revoke(suspended.account());
    }
    // end::revoking
  }

  @Configuration(proxyBeanMethods = false)
  static class InCode {

    // tag::customizer
    @Bean
    UploadGrantsCustomizer invoices() {
      return grants ->
          grants.profile(
              UploadProfile.named("invoice")
                  .contentTypes("application/pdf")
                  .maxSize(20 << 20)
                  .keys(ObjectKeyPolicy.perSubject("invoices").dated())
                  .build());
    }
    // end::customizer
  }

  @Configuration(proxyBeanMethods = false)
  static class Clock {

    // tag::clock
    @Bean(defaultCandidate = false)
    @UploadClock
    InstantSource uploadClock() {
      return InstantSource.tick(InstantSource.system(), Duration.ofSeconds(1));
    }
    // end::clock
  }

  @Configuration(proxyBeanMethods = false)
  static class Credentials {

    // tag::credentials
    @Bean
    AwsCredentialsProvider uploadCredentials() {
      return ProfileCredentialsProvider.create("uploads");
    }
    // end::credentials
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  public static class WithToken {

    // tag::csrf-token
    @Bean
    SecurityFilterChain security(HttpSecurity http) {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .csrf(csrf -> csrf.spa())
          .build();
    }
    // end::csrf-token
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class WithoutToken {

    // tag::csrf-exemption
    @Bean
    SecurityFilterChain security(HttpSecurity http) {
      return http.authorizeHttpRequests(
              requests ->
                  requests
                      .requestMatchers("/uploads/**")
                      .permitAll() // the profiles decide about guests
                      .anyRequest()
                      .authenticated())
          .formLogin(Customizer.withDefaults())
          .csrf(csrf -> csrf.ignoringRequestMatchers("/uploads/**"))
          .build();
    }
    // end::csrf-exemption
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  public static class ForUppy {

    // tag::uppy-exemption
    @Bean
    SecurityFilterChain security(HttpSecurity http) {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .csrf(csrf -> csrf.ignoringRequestMatchers("/uppy/s3/multipart/**"))
          .build();
    }
    // end::uppy-exemption
  }

  // tag::containers
  @TestConfiguration(proxyBeanMethods = false)
  static class Containers {

    @Bean
    @ServiceConnection
    LocalStackContainer store() {
      return new LocalStackContainer("localstack/localstack:4.14.0")
          .withServices("s3")
          .withEnv("S3_SKIP_SIGNATURE_VALIDATION", "0"); // else it takes forged signatures
    }
  }

  // end::containers

  // tag::embedded
  @TestConfiguration(proxyBeanMethods = false)
  public static class Store {

    @Bean
    UploadServer uploadServer() {
      return UploadServer.embedded();
    }
  }
  // end::embedded
}
