package io.uploadgrants.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

class ServiceErrorsTests {

  private static final String SECRET = "their-token";

  private final AwsServiceException refused =
      AwsServiceException.builder()
          .message("refused " + SECRET)
          .cause(new IllegalStateException(SECRET))
          .statusCode(403)
          .requestId("request-1")
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .errorCode("AccessDenied")
                  .errorMessage("refused " + SECRET)
                  .serviceName("STS")
                  .build())
          .build();

  @Test
  void aRedactedErrorSaysWhatFailedAndQuotesNothing() {
    refused.addSuppressed(new IllegalStateException(SECRET));
    SdkException copy = ServiceErrors.redacted((RuntimeException) refused);
    assertThat(ServiceErrors.code(copy)).isEqualTo("AccessDenied");
    assertThat(ServiceErrors.summary(copy)).isEqualTo("AccessDenied, status 403");
    assertThat(((AwsServiceException) copy).requestId()).isEqualTo("request-1");
    assertThat(copy.getStackTrace()).isEqualTo(refused.getStackTrace());
    assertThat(trace(copy)).contains("<redacted>").doesNotContain(SECRET);
  }

  @Test
  void aFailureInTheClientIsToldByItsTypes() {
    RuntimeException failed =
        new UncheckedIOException(SECRET, new IOException("no answer to " + SECRET));
    assertThat(trace(ServiceErrors.redacted(failed)))
        .contains("java.io.UncheckedIOException by java.io.IOException")
        .doesNotContain(SECRET);
    SdkException unreached = SdkClientException.create(SECRET, new IOException(SECRET));
    assertThat(ServiceErrors.summary(unreached)).isEqualTo("SdkClientException by IOException");
    assertThat(ServiceErrors.code(unreached)).isNull();
    assertThat(ServiceErrors.message(unreached)).isNull();
  }

  private static String trace(Throwable failed) {
    StringWriter text = new StringWriter();
    failed.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
