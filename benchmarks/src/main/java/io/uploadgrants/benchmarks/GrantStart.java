package io.uploadgrants.benchmarks;

import io.uploadgrants.GrantKind;
import io.uploadgrants.PresignedPut;

/** From the start of the JVM to this library's first URL. */
final class GrantStart {

  private GrantStart() {}

  public static void main(String[] args) {
    PresignedPut put =
        (PresignedPut) Grants.of(GrantKind.PRESIGNED_PUT).grant(Grants.request(Sample.SIZE));
    System.out.println(put.url());
  }
}
