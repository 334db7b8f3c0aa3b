package io.uploadgrants.testkit.contract;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One strategy serves many threads. */
abstract class ThreadRules extends JudgedRules {

  private static final int THREADS = 8;
  private static final int GRANTS_OF_EACH = 50;

  ThreadRules(GrantStrategyContract contract) {
    super(contract);
  }

  @Test
  void grantsOfManyThreadsAllWork() throws Exception {
    UploadGrants grants = grants(least().profile(strategy().kind()));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<UploadGrant>>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(
            threads.submit(
                () ->
                    Stream.generate(() -> grants.grant(least().request().build()))
                        .limit(GRANTS_OF_EACH)
                        .toList()));
      }
      List<Future<Boolean>> uploads = new ArrayList<>();
      List<UploadGrant> all = new ArrayList<>();
      for (Future<List<UploadGrant>> issued : running) {
        for (UploadGrant grant : issued.get()) {
          all.add(grant);
          uploads.add(threads.submit(() -> upload(grant).accepted()));
        }
      }
      for (Future<Boolean> upload : uploads) {
        assertThat(upload.get()).as("whether the upload was accepted").isTrue();
      }
      assertThat(uploads).hasSize(THREADS * GRANTS_OF_EACH);
      all.forEach(this::remove);
    } finally {
      threads.shutdownNow();
    }
  }
}
