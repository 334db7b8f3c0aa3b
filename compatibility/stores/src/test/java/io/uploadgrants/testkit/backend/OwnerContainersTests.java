package io.uploadgrants.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerUnavailableException;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.bucket.Owner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import software.amazon.awssdk.services.s3.model.Bucket;

/** Servers in containers: that they serve, what they leave, and what is said without them. */
class OwnerContainersTests {

  private static final Containers PRODUCT =
      new Containers(
          "Product", "maker/product", "maker/product:1", "UPLOAD_TEST_PRODUCT_IMAGE", "Take 1,");

  private static Exception notStarted() {
    return new ContainerLaunchException(
        "Container startup failed",
        new IllegalStateException(
            "false for input of <InspectContainerResponse(env=[ROOT_PASSWORD=secret])>"));
  }

  /** Else Testcontainers' own container may be quicker. */
  private static final Map<String, String> NO_RYUK = Map.of("TESTCONTAINERS_RYUK_DISABLED", "true");

  @ParameterizedTest
  @EnumSource(names = {"LOCALSTACK", "MINIO", "VERSITY_GATEWAY"})
  @Needs({Equipment.LOCALSTACK_CONTAINER, Equipment.MINIO_CONTAINER, Equipment.VERSITYGW_CONTAINER})
  void oneContainerServesEachWithABucketOfItsOwn(Backend backend) {
    List<String> made;
    try (UploadServer first = backend.open();
        UploadServer second = backend.open()) {
      assertThat(first.backend()).isEqualTo(backend);
      assertThat(first.endpoint()).isEqualTo(second.endpoint());
      assertThat(first.bucket()).isNotEqualTo(second.bucket());
      assertThat(first.checks()).isEqualTo(backend.declaredChecks());
      made = List.of(first.bucket(), second.bucket());
      assertThat(buckets(first)).containsAll(made);
      // By these labels the next run would know it, if this one were killed.
      assertThat(containersOf(Owner.current().pid()))
          .flatExtracting(container -> List.of(container.getPorts()))
          .extracting(ContainerPort::getPublicPort)
          .contains(first.endpoint().getPort());
    }
    try (UploadServer third = backend.open()) {
      assertThat(buckets(third)).contains(third.bucket()).doesNotContainAnyElementsOf(made);
    }
  }

  private static List<String> buckets(UploadServer server) {
    return server.client().listBuckets().buckets().stream().map(Bucket::name).toList();
  }

  /** Of the server that starts sooner: containers are told apart by their labels alone. */
  @Test
  @Needs(Equipment.MINIO_CONTAINER)
  void aKilledRunsContainerIsRemovedByTheNextOne() {
    // Of two killed runs, the second one is the first one's next.
    OtherJvm killed = OtherJvm.opening(Backend.MINIO, NO_RYUK);
    assertThat(containersOf(killed.pid())).hasSize(1);

    OtherJvm next = OtherJvm.opening(Backend.MINIO, NO_RYUK);
    assertThat(containersOf(killed.pid())).isEmpty();
    assertThat(containersOf(next.pid())).hasSize(1);

    LeftContainers.remove(DockerClientFactory.lazyClient());
    assertThat(containersOf(next.pid())).isEmpty();
  }

  private static List<Container> containersOf(long pid) {
    return DockerClientFactory.lazyClient()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of("io.uploadgrants.testkit.pid", String.valueOf(pid)))
        .exec();
  }

  @Test
  void onlyLabelsOfADeadOwnerMakeALeftOver() {
    Owner us = Owner.current();
    Owner dead = new Owner(us.host(), us.pid(), us.started().minusSeconds(86_400));
    assertThat(LeftContainers.isLeft(LeftContainers.labels(dead))).isTrue();
    assertThat(LeftContainers.isLeft(LeftContainers.labels(us))).isFalse();
    assertThat(LeftContainers.isLeft(Map.of())).isFalse();
    assertThat(LeftContainers.isLeft(Map.of("io.uploadgrants.testkit.host", us.host()))).isFalse();
  }

  @Test
  void withoutDockerOneLineSaysWhatWasLookedFor() {
    assumeTrue(Files.notExists(Path.of("/var/run/docker.sock")), "There is an engine to find");
    String nowhere = "unix:///nowhere/docker.sock";
    assertThat(OtherJvm.opening(Backend.MINIO, Map.of("DOCKER_HOST", nowhere)).said())
        .isEqualTo(
            "No Docker engine answers at DOCKER_HOST=unix:///nowhere/docker.sock. Start one, or use another server: UploadServer.embedded() needs none.");
    assertThat(Containers.noDocker(Map.of()))
        .isEqualTo(
            "No Docker engine answers at /var/run/docker.sock, and DOCKER_HOST isn't set. Start one, or use another server: UploadServer.embedded() needs none.");
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCALSTACK", "MINIO"})
  void withoutTestcontainersOneLineSaysWhatToAdd(Backend backend) {
    assertThat(
            OtherJvm.opening(backend, Map.of(), entry -> !entry.contains("testcontainers")).said())
        .isEqualTo(
            "Testcontainers isn't on the class path: add org.testcontainers:testcontainers-%s as a test dependency, or use UploadServer.embedded(), which needs neither it nor Docker.",
            backend.id());
  }

  @Test
  void anImageThatCantBePulledIsNamed() {
    var notThere =
        new ContainerLaunchException(
            "Container startup failed for image maker/product:2",
            new ContainerFetchException(
                "Can't get Docker image",
                new IllegalStateException("pull access denied for maker/product\nat …")));
    assertThat(PRODUCT.text("maker/product:2", notThere, ""))
        .isEqualTo(
            "The image maker/product:2 can't be pulled: pull access denied for maker/product. Take 1, UPLOAD_TEST_PRODUCT_IMAGE names another one; UploadServer.embedded() needs none.");
  }

  @Test
  void anImageThatAsksForATokenIsRecognised() {
    // What localstack/localstack 2026.3 writes before it ends with code 55
    String said =
        """
        LocalStack version: 2026.3.1.dev3

        Localstack returning with exit code 55. Reason:
        ===============================================
        The license activation failed for the following reason:

        No credentials were found in the environment. Please make sure to either set the LOCALSTACK_AUTH_TOKEN variable to a valid auth token.

        LocalStack requires an account to run.
        """;
    assertThat(PRODUCT.text("maker/product:2", notStarted(), said))
        .isEqualTo(
            "The image maker/product:2 asks for a token (LOCALSTACK_AUTH_TOKEN), which the test kit doesn't hand on. Take 1, UPLOAD_TEST_PRODUCT_IMAGE names another one; UploadServer.embedded() needs none.");
    assertThat(Containers.asksForToken("LocalStack version: 4.14.0\nReady.\n")).isFalse();
  }

  @Test
  void aContainerThatDoesNotStartIsQuoted() {
    assertThat(PRODUCT.text("maker/product:2", notStarted(), "first\nno disk left\n\n"))
        .isEqualTo(
            "Product in a container of maker/product:2 doesn't start: no disk left. UploadServer.embedded() needs none.");
  }

  @Test
  void aContainersEnvironmentIsNotShown() {
    assertThat(PRODUCT.text("maker/product:2", notStarted(), ""))
        .isEqualTo(
            "Product in a container of maker/product:2 doesn't start: Container startup failed. UploadServer.embedded() needs none.");
  }

  @Test
  void theEnvironmentNamesTheImage() {
    assertThat(PRODUCT.chosen(Map.of())).isEqualTo("maker/product:1");
    assertThat(PRODUCT.chosen(Map.of("UPLOAD_TEST_PRODUCT_IMAGE", " ")))
        .isEqualTo("maker/product:1");
    assertThat(PRODUCT.chosen(Map.of("UPLOAD_TEST_PRODUCT_IMAGE", "own/product:3")))
        .isEqualTo("own/product:3");
  }

  @Test
  void whatPreventedAContainerIsSaidAgainWithoutAnotherTry() {
    int[] tries = {0};
    SharedServer shared =
        new SharedServer(
            "none",
            () -> {
              tries[0]++;
              throw new ServerUnavailableException("No engine.");
            });
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(shared::open)
          .isInstanceOf(ServerUnavailableException.class)
          .hasMessage("No engine.");
    }
    assertThat(tries[0]).isOne();
  }
}
