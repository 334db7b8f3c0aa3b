package io.uploadgrants.testkit.junit;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class an {@link UploadServer} and a {@link GrantClient} for it, which its
 * constructor and its test and lifecycle methods take as parameters.
 *
 * <pre>{@code
 * @UploadTest(needs = ServerCheck.PUT_SIZE)
 * class AvatarTests {
 *
 *   @Test
 *   void refusesMoreThanWasSigned(UploadServer server, GrantClient client) { … }
 * }
 * }</pre>
 *
 * <p>The class has a bucket of its own, which its {@code @Nested} classes share, and which is
 * removed after it. Classes and methods can run in parallel.
 *
 * <p>The environment says where tests run that don't say it themselves: {@code UPLOAD_TEST_BACKEND}
 * is {@code embedded} (the default), {@code localstack}, {@code minio}, {@code versity-gateway} or
 * {@code attached}. A class whose server isn't available, or that needs what this server lacks, is
 * skipped, and says why; with {@code UPLOAD_TEST_SERVERS=required} it fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(UploadTestExtension.class)
public @interface UploadTest {

  /**
   * The server to use, at most one.
   *
   * @return the server; empty for the one that the environment chooses
   */
  Backend[] backend() default {};

  /**
   * What the tests rely on the server for. A class that names its backend fails when that one lacks
   * a check, for it could never pass.
   *
   * @return the checks
   */
  ServerCheck[] needs() default {};
}
