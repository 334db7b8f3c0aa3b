package io.uploadgrants.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class ProbeProgramTests {

  private static final String KEY = "aws.accessKeyId";
  private static final String SECRET = "aws.secretAccessKey";

  private static UploadServer server;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void open() {
    server = UploadServer.embedded();
    AwsCredentialsIdentity keys = server.credentials().resolveCredentials();
    System.setProperty(KEY, keys.accessKeyId());
    System.setProperty(SECRET, keys.secretAccessKey());
  }

  @AfterAll
  static void close() {
    System.clearProperty(KEY);
    System.clearProperty(SECRET);
    server.close();
  }

  private int run(String... options) {
    return new ProbeProgram(print(out), print(err)).run(List.of(options));
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private int probe(String... more) {
    Stream<String> usual =
        Stream.of(
            "--bucket", server.bucket(),
            "--region", server.region(),
            "--endpoint", server.endpoint().toString());
    return run(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aStoreThatHasWhatIsSaidOfItEndsWithZero() {
    assertThat(probe("--with", "checksums,conditional-writes")).as(err()).isZero();
    assertThat(out())
        .containsPattern("(?m)^checksums +yes +present$")
        .containsPattern("(?m)^tags +no +ignored +presigned-put with tags answered 200")
        .contains("No claim about the store was found untrue.")
        .containsPattern("may be declared: --with .*form-checksums");
    assertThat(server.client().listObjectsV2(l -> l.bucket(server.bucket())).contents()).isEmpty();
  }

  @Test
  void aClaimThatIsntTrueEndsWithOneAndTheFeaturesName() {
    assertThat(probe("--store", "aws")).isOne();
    assertThat(out())
        .containsPattern("doesn't have these features, which are claimed: tags, .*--without tags,");
  }

  @Test
  void aRoleShowsWhatTheStoreMakesOfPolicies() {
    probe("--role", "arn:aws:iam::123456789012:role/uploads");
    assertThat(out())
        .containsPattern("(?m)^policy-escapes +no +present$")
        .containsPattern("(?m)^case-sensitive-policies +no +present$");
  }

  @Test
  void whatCouldntBeFoundOutEndsWithTwoAndOneSentence() {
    assertThat(run("--bucket", "no-such-bucket", "--endpoint", server.endpoint().toString()))
        .isEqualTo(2);
    assertThat(err()).contains("Step 'put'").contains("no-such-bucket");
    assertThat(out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--region eu-west-1 | No bucket is named; give one with --bucket.",
        "--bucket photos --store ceph | --store has no 'ceph'; give one of aws, minio,",
        "--bucket photos --with tag --region x | --with has no 'tag'; give one of post-policy,",
        "--bucket photos --regoin x | There is no option --regoin.",
        "--bucket | '--bucket' stands alone",
        "photos | 'photos' stands alone",
        "--bucket photos --bucket b | The option --bucket is given twice",
        "--bucket photos --region x --path-style yes | give true or false",
        "--bucket photos | The target has no region",
        "--bucket photos --region x --timeout soon | is no number of seconds",
        "--bucket photos --region x --timeout 0 | give one second to ten minutes",
        "--bucket My_Bucket --region x | is no bucket"
      })
  void whatCantBeReadIsSaid(String options, String text) {
    assertThat(run(options.strip().split(" ", -1))).isEqualTo(2);
    assertThat(err()).contains(text.strip()).contains("--help");
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(run("--help")).isZero();
    assertThat(out())
        .contains("--bucket", "--endpoint", "--region", "--store", "--with", "--without")
        .contains("--path-style", "--role", "--timeout", "garage, ceph-rgw");
  }
}
