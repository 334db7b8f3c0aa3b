package io.uploadgrants.testkit.wire;

import io.uploadgrants.PartPlan;
import io.uploadgrants.testkit.FileSource;

/** Sends a file to a {@link PartSink} of another JVM; {@link PartsTransferTests} starts it. */
final class SendsMuch {

  static final int PARTS = 4;

  /** More than the heap that this JVM is given. */
  static final int PART_SIZE = 40 << 20;

  private SendsMuch() {}

  public static void main(String[] args) {
    PartPlan plan = new PartPlan("id", (long) PARTS * PART_SIZE, PART_SIZE);
    int port = Integer.parseInt(args[0]);
    int sent =
        PartsTransfer.of(
                PartSink.lacking(plan, PARTS), FileSource.generated((long) PARTS * PART_SIZE, 1))
            .moreParts(numbers -> PartSink.parts(port, plan, numbers))
            .send()
            .size();
    System.out.println(sent + " parts");
  }
}
