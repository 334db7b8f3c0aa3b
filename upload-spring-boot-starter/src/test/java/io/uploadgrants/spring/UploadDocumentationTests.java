package io.uploadgrants.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantListener;
import io.uploadgrants.OverQuotaException;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.CompletionListener;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.servlet.SubjectResolver;
import io.uploadgrants.servlet.UploadRequestCustomizer;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.completion.UploadCompletionAutoConfiguration;
import io.uploadgrants.spring.credentials.UploadIdentityPoolAutoConfiguration;
import io.uploadgrants.spring.credentials.UploadRevokingAutoConfiguration;
import io.uploadgrants.spring.credentials.UploadStsAutoConfiguration;
import io.uploadgrants.spring.servlet.UploadServletAutoConfiguration;
import io.uploadgrants.spring.settings.UploadCognitoProperties;
import io.uploadgrants.spring.settings.UploadProperties;
import io.uploadgrants.spring.settings.UploadStsProperties;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs what docs/spring-boot.md shows. */
class UploadDocumentationTests {

  private static final String PAGE = read(Path.of("../docs/spring-boot.md"));

  private static final String SOURCE =
      read(Path.of("src/test/java/io/uploadgrants/spring/DocumentedBeans.java"));

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  UploadAutoConfiguration.class,
                  UploadCompletionAutoConfiguration.class,
                  UploadStsAutoConfiguration.class,
                  UploadRevokingAutoConfiguration.class,
                  UploadIdentityPoolAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none())
          .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret");

  private final ApplicationContextRunner configured =
      runner.withPropertyValues(
          "upload.bucket=photos", "upload.region=eu-west-1", "upload.profiles.avatar.max-size=5MB");

  static Stream<String> yaml() {
    return blocks("yaml").stream();
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void eachYamlBlockStartsAnApplication(String yaml) {
    YamlPropertiesFactoryBean properties = new YamlPropertiesFactoryBean();
    properties.setResources(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
    runner
        .withSystemProperties("TICKETS_SECRET=q3JtWk6ZrB1xYd8sLmNc0vPg5uHe7aTf")
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new PropertiesPropertySource(
                            "page", Objects.requireNonNull(properties.getObject()))))
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBean(UploadGrants.class).profiles()).isNotEmpty();
            });
  }

  @Test
  void theJavaBlocksAreTheCompiledRegions() {
    assertThat(blocks("java")).containsExactlyInAnyOrderElementsOf(regions());
  }

  /** Each row of a table of properties begins with a name in backticks, and ends with a default. */
  @Test
  void theTablesNameEveryPropertyAndNoOther() {
    List<String> documented =
        Pattern.compile("^\\| `(upload\\.[^`]+)` \\|", Pattern.MULTILINE)
            .matcher(PAGE)
            .results()
            .map(row -> row.group(1))
            .toList();

    assertThat(documented).containsExactlyInAnyOrderElementsOf(properties());
  }

  @Test
  void theAuthorizerRefuses() {
    configured
        .withUserConfiguration(DocumentedBeans.Authorizer.class)
        .withBean(DocumentedBeans.Accounts.class, NamedAccounts::new)
        .run(
            context -> {
              UploadGrants grants = context.getBean(UploadGrants.class);
              assertThat(grant(grants, "alice")).isNotNull();
              assertThatExceptionOfType(UploadRefusedException.class)
                  .isThrownBy(() -> grant(grants, "suspended"))
                  .extracting(UploadException::code)
                  .isEqualTo(ErrorCode.DENIED);
              assertThatExceptionOfType(OverQuotaException.class)
                  .isThrownBy(() -> grant(grants, "full"));
            });
  }

  @Test
  void theListenerIsAComponent() {
    configured
        .withUserConfiguration(DocumentedBeans.Audit.class)
        .run(
            context -> {
              assertThat(context).hasSingleBean(GrantListener.class);
              assertThat(grant(context.getBean(UploadGrants.class), "alice")).isNotNull();
            });
  }

  @Test
  void theCompletionListenerIsAComponent() {
    configured
        .withUserConfiguration(DocumentedBeans.Uploads.class)
        .withBean(DocumentedBeans.Photos.class, () -> (id, owner, key) -> {})
        .withPropertyValues("upload.profiles.avatar.completion.enabled=true")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(CompletionListener.class)
                    .hasSingleBean(UploadCompletions.class));
  }

  @Test
  void theSubjectIsTheCustomersId() {
    configured
        .withUserConfiguration(DocumentedBeans.Subjects.class)
        .run(
            context -> {
              SubjectResolver subjects = context.getBean(SubjectResolver.class);
              MockHttpServletRequest request = new MockHttpServletRequest();
              assertThat(subjects.subject(request)).isNull();
              request.setUserPrincipal(
                  new TestingAuthenticationToken(new DocumentedBeans.Customer("c1"), "secret"));
              assertThat(subjects.subject(request)).isEqualTo("c1");
            });
  }

  @Test
  void theTokenIsALogin() {
    configured
        .withUserConfiguration(DocumentedBeans.Tokens.class)
        .run(
            context -> {
              MockHttpServletRequest request = new MockHttpServletRequest();
              request.addHeader("X-Google-Token", "token");
              UploadRequest.Builder upload = UploadRequest.of("avatar");
              context.getBean(UploadRequestCustomizer.class).customize(upload, request);
              assertThat(upload.build().logins()).isEqualTo(Map.of("accounts.google.com", "token"));
            });
  }

  @Test
  void theCustomizerAddsAProfile() {
    configured
        .withUserConfiguration(DocumentedBeans.InCode.class)
        .run(
            context ->
                assertThat(context.getBean(UploadGrants.class).profiles())
                    .extracting(UploadProfile::name)
                    .containsExactly("avatar", "invoice"));
  }

  @Test
  void theResolverChoosesTheTenantsTarget() {
    configured
        .withUserConfiguration(DocumentedBeans.Resolver.class)
        .withBean(DocumentedBeans.Tenants.class, () -> subject -> "north")
        .withPropertyValues(
            "upload.targets.north.bucket=north", "upload.targets.north.region=eu-north-1")
        .run(
            context ->
                assertThat(
                        ((PresignedPut)
                                context
                                    .getBean(UploadGrants.class)
                                    .grant(
                                        UploadRequest.of("avatar")
                                            .by("alice")
                                            .file("me.png", 5, "image/png")
                                            .build()))
                            .url())
                    .startsWith("https://north.s3.eu-north-1.amazonaws.com/"));
  }

  @Test
  void theClockTellsTheTimeOfGrants() {
    configured
        .withUserConfiguration(DocumentedBeans.Clock.class)
        .run(
            context ->
                assertThat(context.getBean(UploadGrants.class).clock())
                    .isSameAs(context.getBean("uploadClock")));
  }

  @Test
  void theCredentialsAreThoseOfTheProfile() {
    configured
        .withSystemProperties("aws.sharedCredentialsFile=src/test/resources/aws/credentials")
        .withUserConfiguration(DocumentedBeans.Credentials.class)
        .run(
            context ->
                assertThat(grant(context.getBean(UploadGrants.class), "alice").url())
                    .contains("X-Amz-Credential=PROFILE%2F"));
  }

  @Test
  void withSpringSecurityTheTokenIsNeededAndThePrincipalIsTheSubject() {
    secured(DocumentedBeans.WithToken.class)
        .run(
            context -> {
              assertThat(send(context, request("alice")).getStatus()).isEqualTo(403);
              MockHttpServletRequest request = request("alice");
              request.setCookies(new Cookie("XSRF-TOKEN", "6f1c"));
              request.addHeader("X-XSRF-TOKEN", "6f1c");
              assertThat(send(context, request).getStatus()).isEqualTo(201);
            });
  }

  @Test
  void withTheExemptionNoTokenIsNeededAndTheProfileDecidesAboutGuests() {
    secured(DocumentedBeans.WithoutToken.class)
        .run(
            context -> {
              assertThat(send(context, request("alice")).getStatus()).isEqualTo(201);
              assertThat(send(context, request(null)).getStatus()).isEqualTo(401);
              MockHttpServletRequest form = request("alice");
              form.setContentType("text/plain");
              assertThat(send(context, form).getStatus()).as("what a form can send").isEqualTo(415);
            });
  }

  @Test
  void theCorsRulesLetBrowsersUploadAndReadWhatTheyMust() {
    JsonNode rules = JsonMapper.builder().build().readTree(blocks("json").get(0));

    assertThat(rules).hasSize(1);
    assertThat(rules.get(0).get("AllowedMethods").toString()).isEqualTo("[\"PUT\",\"POST\"]");
    assertThat(rules.get(0).get("AllowedHeaders").toString()).isEqualTo("[\"*\"]");
    assertThat(rules.get(0).get("ExposeHeaders").toString()).isEqualTo("[\"ETag\",\"Location\"]");
  }

  private WebApplicationContextRunner secured(Class<?> security) {
    return new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                UploadAutoConfiguration.class, UploadServletAutoConfiguration.class))
        .withUserConfiguration(security)
        .withSystemProperties(AwsSettings.none())
        .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret")
        .withPropertyValues(
            "upload.bucket=photos",
            "upload.region=eu-west-1",
            "upload.profiles.avatar.max-size=5MB");
  }

  private static MockHttpServletRequest request(@Nullable String user) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/uploads");
    request.setServletPath("/uploads");
    request.setContentType("application/json");
    request.setContent("{\"profile\":\"avatar\",\"size\":5}".getBytes(StandardCharsets.UTF_8));
    if (user != null) {
      request
          .getSession()
          .setAttribute(
              HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
              new SecurityContextImpl(new TestingAuthenticationToken(user, "secret", "USER")));
    }
    return request;
  }

  /** Sends a request through Spring Security's filters to the servlet. */
  private static MockHttpServletResponse send(
      AssertableWebApplicationContext context, MockHttpServletRequest request) throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    ServletRegistrationBean<?> servlet = context.getBean(ServletRegistrationBean.class);
    new MockFilterChain(
            Objects.requireNonNull(servlet.getServlet()), context.getBean(FilterChainProxy.class))
        .doFilter(request, response);
    return response;
  }

  private static PresignedPut grant(UploadGrants grants, String subject) {
    return (PresignedPut) grants.grant(UploadRequest.of("avatar").by(subject).size(5L).build());
  }

  private static List<String> properties() {
    List<String> names = new ArrayList<>();
    addProperties(names, "upload", UploadProperties.class);
    addProperties(names, "upload.sts", UploadStsProperties.class);
    addProperties(names, "upload.cognito", UploadCognitoProperties.class);
    return names;
  }

  private static void addProperties(List<String> names, String prefix, Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      if (name.equals("profiles")) {
        addProperties(names, "upload.profiles.<name>", UploadProperties.Profile.class);
      } else if (name.equals("targets")) {
        addProperties(names, "upload.targets.<name>", UploadProperties.Target.class);
      } else if (component.getType().isRecord()) {
        addProperties(names, prefix + "." + name, component.getType());
      } else if (component.getType() == Map.class) {
        names.add(prefix + "." + name + ".*");
      } else {
        names.add(prefix + "." + name);
      }
    }
  }

  private static List<String> blocks(String language) {
    return Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(PAGE)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static List<String> regions() {
    List<String> regions = new ArrayList<>();
    Matcher tag =
        Pattern.compile("// tag::(\\S+)\\n(.*?) *// end::\\1\\n", Pattern.DOTALL).matcher(SOURCE);
    while (tag.find()) {
      regions.add(
          tag.group(2).stripTrailing().stripIndent().replaceAll("(public )?static class", "class")
              + "\n");
    }
    return regions;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static final class NamedAccounts implements DocumentedBeans.Accounts {

    @Override
    public boolean isSuspended(@Nullable String customer) {
      return "suspended".equals(customer);
    }

    @Override
    public boolean hasRoomFor(@Nullable String customer, @Nullable Long bytes) {
      return !"full".equals(customer);
    }
  }
}
