package io.uploadgrants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartPlanTests {

  private static final long LEAST = PartPlan.MIN_PART_SIZE;
  private static final long MOST = PartPlan.MAX_PART_SIZE;

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0",
    "1, 1, 1",
    "5242879, 1, 5242879",
    "5242880, 1, 5242880",
    "5242881, 2, 1",
    "10485760, 2, 5242880",
    "52428800000, 10000, 5242880",
    "52428794121, 10000, 5237001"
  })
  void theLastPartHasTheRest(long size, int count, long last) {
    PartPlan plan = new PartPlan("u", size, LEAST);

    assertThat(plan.count()).isEqualTo(count);
    assertThat(plan.sizeOf(count)).isEqualTo(last);
    assertThat(IntStream.rangeClosed(1, count).mapToLong(plan::sizeOf).sum()).isEqualTo(size);
    assertThat(IntStream.range(1, count).mapToLong(plan::sizeOf)).allMatch(each -> each == LEAST);
  }

  @Test
  void theLargestFileHasTenThousandOfTheLargestParts() {
    PartPlan plan = new PartPlan("u", PartPlan.MAX_SIZE, MOST);

    assertThat(PartPlan.MAX_SIZE).isEqualTo(53_687_091_200_000L);
    assertThat(plan.count()).isEqualTo(10_000);
    assertThat(plan.sizeOf(10_000)).isEqualTo(MOST);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 5242880",
    "5, 5242879",
    "5, 5368709121",
    "5, 0",
    "5, -5242880",
    "52428800001, 5242880",
    "53687091200001, 5368709120",
    "9223372036854775807, 5368709120"
  })
  void whatS3DoesNotTakeIsNoPlan(long size, long partSize) {
    assertThatThrownBy(() -> new PartPlan("u", size, partSize))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Long.toString(partSize));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "5242880, 1",
    "5242881, 2",
    "12582912, 3",
    "52428795120, 10000",
    "52428800001, 10000",
    "9223372036854775807, 10000",
    ", 10000"
  })
  void anOpenPlanHasAsManyPartsAsTheSmallestMakeOfTheMaximum(@Nullable Long maxSize, int count) {
    PartPlan plan = PartPlan.open("u", maxSize, 8L << 20);

    assertThat(plan).isEqualTo(new PartPlan("u", null, 8L << 20, count));
    assertThat(plan.isOpen()).isTrue();
    assertThatThrownBy(() -> plan.sizeOf(count)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> plan.sizeOf(count + 1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new PartPlan("u", 5, LEAST).isOpen()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({", 0, 5242880", ", 10001, 5242880", ", 1, 5242879", "5, 2, 5242880"})
  void noPlanHasMorePartsThanItsFile(@Nullable Long size, int count, long partSize) {
    assertThatThrownBy(() -> new PartPlan("u", size, partSize, count))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 3, 10_001})
  void thereIsNoOtherPart(int number) {
    PartPlan plan = new PartPlan("u", LEAST + 1, LEAST);

    assertThatThrownBy(() -> plan.sizeOf(number)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, 0, (5L << 20) - 1, (5L << 30) + 1, Long.MAX_VALUE})
  void aProfileCanHaveOnlyPartsThatS3Takes(long bytes) {
    MultipartSettings settings = GrantSettings.multipart();

    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> settings.partSize(bytes))
        .withMessageContainingAll("5242880", "5368709120")
        .satisfies(fault -> assertThat(fault.setting()).isEqualTo("multipart.part-size"));
    assertThat(settings.partSize(LEAST).partSize()).isEqualTo(LEAST);
    assertThat(settings.partSize(MOST).partSize()).isEqualTo(MOST);
  }

  /** What writes it to a log mustn't hand it out. */
  @Test
  void noTextShowsWhatIsSigned() {
    PartPlan plan = new PartPlan("secret-id", 5, LEAST);
    SignedPart part =
        new SignedPart(
            1, 5L, "https://s3/k?X-Amz-Signature=secret", Map.of("x-amz-security-token", "secret"));
    UploadTicket ticket = new UploadTicket("secret", TestGrants.NOW);
    MultipartUpload upload =
        new MultipartUpload("k", plan, List.of(part), TestGrants.NOW, Map.of(), ticket);

    assertThat(
            List.of(
                plan.toString(),
                part.toString(),
                upload.toString(),
                new SignedParts(List.of(part), TestGrants.NOW).toString()))
        .noneMatch(text -> text.contains("secret"))
        .allMatch(text -> text.contains("5"));
    assertThat(upload.toString()).contains("key=k");
    assertThat(part.toString()).contains("x-amz-security-token");
  }

  @Test
  void aGrantIsNobodysToChange() {
    SignedPart part = new SignedPart(1, 5L, "https://s3/k", Map.of());
    List<SignedPart> parts = new ArrayList<>(List.of(part));
    MultipartUpload upload =
        new MultipartUpload(
            "k", new PartPlan("u", 5, LEAST), parts, TestGrants.NOW, Map.of(), null);
    parts.clear();

    assertThat(upload.parts()).containsExactly(part);
    assertThatThrownBy(() -> upload.parts().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> part.headers().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
