package io.uploadgrants.testkit.backend;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerUnavailableException;
import io.uploadgrants.testkit.UploadServer;
import software.amazon.awssdk.core.sync.RequestBody;

/** A test run to be killed: opens a server, says which bucket it has, and never ends. */
final class OpensAndWaits {

  private OpensAndWaits() {}

  public static void main(String[] backend) throws InterruptedException {
    try {
      UploadServer server = Backend.valueOf(backend[0]).open();
      server
          .client()
          .putObject(
              put -> put.bucket(server.bucket()).key("left"), RequestBody.fromString("left"));
      server
          .client()
          .createMultipartUpload(create -> create.bucket(server.bucket()).key("unfinished"));
      System.out.println(OtherJvm.SAYS + server.bucket());
    } catch (ServerUnavailableException unavailable) {
      System.out.println(OtherJvm.SAYS + unavailable.getMessage());
    }
    Thread.currentThread().join(); // itself: it waits to be killed
  }
}
