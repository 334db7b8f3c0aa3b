package io.uploadgrants.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Test classes that {@link UploadTestTests} runs. */
final class Fixtures {

  /** The servers that the classes were given. */
  static final Queue<UploadServer> GIVEN = new ConcurrentLinkedQueue<>();

  private Fixtures() {}

  @ExtendWith(Replaced.class)
  @UploadTest
  abstract static class InOtherSurroundings {}

  static final class Everywhere extends InOtherSurroundings {

    Everywhere(UploadServer server) {
      GIVEN.add(server);
    }

    @BeforeAll
    static void beforeAll(UploadServer server) {
      GIVEN.add(server);
    }

    @BeforeEach
    void beforeEach(UploadServer server) {
      GIVEN.add(server);
    }

    @Test
    void test(UploadServer server, GrantClient client) {
      GIVEN.add(server);
      assertThat(client).isNotNull();
    }

    @AfterEach
    void afterEach(UploadServer server) {
      GIVEN.add(server);
    }

    @AfterAll
    static void afterAll(UploadServer server) {
      GIVEN.add(server);
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static final class OneInstance extends InOtherSurroundings {

    OneInstance(UploadServer server) {
      GIVEN.add(server);
    }

    @Test
    void test(UploadServer server) {
      GIVEN.add(server);
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static final class FailingInstance extends InOtherSurroundings {

    FailingInstance(UploadServer server) {
      GIVEN.add(server);
      throw new IllegalStateException("can't be made");
    }

    @Test
    void test() {}
  }

  static final class Outer extends InOtherSurroundings {

    @Test
    void test(UploadServer server) {
      GIVEN.add(server);
    }

    @Nested
    class First {

      @Test
      void test(UploadServer server) {
        GIVEN.add(server);
        assertThat(server.client().listBuckets().buckets()).isNotEmpty();
      }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Second {

      private final UploadServer server;

      Second(UploadServer server) {
        this.server = server;
      }

      @Test
      void theServerOutlivesOtherNestedClasses() {
        GIVEN.add(server);
        assertThat(server.client().listBuckets().buckets()).isNotEmpty();
      }
    }

    @Nested
    @UploadTest(needs = ServerCheck.TAGS)
    class NeedsMore {

      @Test
      void test() {}
    }

    @Nested
    @UploadTest(backend = Backend.MINIO)
    class NamesAnother {

      @Test
      void test() {}
    }
  }

  @UploadTest(needs = {ServerCheck.TEST_CLOCK, ServerCheck.FORM_SIZE})
  static final class NeedsTheClock extends InOtherSurroundings {

    @Test
    void test() {}
  }

  @UploadTest(backend = Backend.MINIO, needs = ServerCheck.TEST_CLOCK)
  static final class NamesMinioAndNeedsTheClock extends InOtherSurroundings {

    @Test
    void test() {}
  }

  @UploadTest(needs = {ServerCheck.TAGS, ServerCheck.TEST_CLOCK})
  static final class NeedsWhatNoServerHas extends InOtherSurroundings {

    @Test
    void test() {}
  }

  @UploadTest(backend = {Backend.EMBEDDED, Backend.MINIO})
  static final class NamesTwo extends InOtherSurroundings {

    @Test
    void test() {}
  }
}
