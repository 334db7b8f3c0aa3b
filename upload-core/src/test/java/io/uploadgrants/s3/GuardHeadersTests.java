package io.uploadgrants.s3;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.GrantKind;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import org.junit.jupiter.api.Test;

class GuardHeadersTests {

  private static UploadTarget.Builder own() {
    return UploadTarget.bucket("photos")
        .region("eu-west-1")
        .endpoint(URI.create("http://127.0.0.1:9000"));
  }

  @Test
  void aStoreThatTakesUnsignedHeadersGetsAllThatAHolderCouldAdd() {
    assertThat(putTo(own().build()).headers())
        .containsExactly(
            entry("cache-control", ""),
            entry("content-disposition", ""),
            entry("content-encoding", ""),
            entry("content-language", ""),
            entry("content-type", "image/png"),
            entry("x-amz-acl", "private"),
            entry("x-amz-copy-source-if-match", "none"),
            entry("x-amz-copy-source-if-none-match", "none"),
            entry("x-amz-copy-source-range", "none"),
            entry("x-amz-storage-class", "STANDARD"),
            entry("x-amz-tagging", ""));
  }

  @Test
  void theHolderCantSayWhichChecksumCounts() {
    UploadRequest request =
        request().checksum(new Checksum(ChecksumAlgorithm.CRC32, "AAAAAA==")).build();
    String header = "x-amz-checksum-algorithm";
    assertThat(
            ((PresignedPut)
                    TestGrants.of(
                            own()
                                .with(StoreFeature.CHECKSUMS, StoreFeature.UNSIGNED_COPIES_REFUSED)
                                .build(),
                            any())
                        .grant(request))
                .headers())
        .containsEntry(header, "CRC32")
        .containsEntry("x-amz-trailer", "");
    assertThat(((PresignedPut) TestGrants.of(any()).grant(request)).headers())
        .doesNotContainKeys(header, "x-amz-trailer");
  }

  @Test
  void whatTheStoreRefusesOrLacksIsNotSent() {
    assertThat(putTo(own().with(StoreFeature.UNSIGNED_HEADERS_REFUSED).build()).headers())
        .containsEntry("content-encoding", "")
        .doesNotContainKeys(
            "x-amz-acl", "x-amz-tagging", "x-amz-storage-class", "x-amz-copy-source-if-match");
    assertThat(putTo(own().with(StoreFeature.UNSIGNED_TAGS_REFUSED).build()).headers())
        .containsKeys("x-amz-storage-class", "x-amz-acl")
        .doesNotContainKey("x-amz-tagging");
    assertThat(putTo(own().without(StoreFeature.TAGS).build()).headers())
        .containsKey("x-amz-storage-class")
        .doesNotContainKey("x-amz-tagging");
    assertThat(putTo(own().with(StoreFeature.UNSIGNED_ACLS_REFUSED).build()).headers())
        .containsKey("x-amz-tagging")
        .doesNotContainKey("x-amz-acl");
    assertThat(putTo(own().without(StoreFeature.EMPTY_HEADERS).build()).headers())
        .containsEntry("x-amz-storage-class", "STANDARD")
        .doesNotContainValue("");
    assertThat(putTo(UploadTarget.cloudflareR2("abc", "photos").build()).headers())
        .containsEntry("x-amz-storage-class", "STANDARD")
        .doesNotContainKey("x-amz-acl")
        .doesNotContainValue("");
  }

  @Test
  void aFormOfAStoreThatTakesOtherFieldsNamesThoseThatReadersObey() {
    PostPolicy form = formFor(own().build());
    assertThat(form.fields())
        .containsEntry("Cache-Control", "")
        .containsEntry("Content-Disposition", "")
        .containsEntry("Content-Encoding", "")
        .containsEntry("Expires", "")
        .containsEntry("acl", "private");
    assertThat(TestGrants.policyText(form))
        .contains("{\"Content-Encoding\":\"\"}", "{\"Expires\":\"\"}");
    assertThat(formFor(own().with(StoreFeature.FORM_FIELDS_REFUSED).build()).fields())
        .doesNotContainKeys("Cache-Control", "Content-Encoding", "Expires", "acl");
    assertThat(formFor(own().with(StoreFeature.UNSIGNED_ACLS_REFUSED).build()).fields())
        .containsEntry("Expires", "")
        .doesNotContainKey("acl");
    assertThat(formFor(own().without(StoreFeature.EMPTY_HEADERS).build()).fields())
        .containsEntry("acl", "private")
        .doesNotContainValue("");
  }

  private static PostPolicy formFor(UploadTarget target) {
    return (PostPolicy) TestGrants.of(target, any(GrantKind.POST_POLICY)).grant(request().build());
  }

  @Test
  void onAwsEmptyHeadersAreSignedWhereTheTargetSaysSo() {
    assertThat(putTo(TestGrants.target()).headers())
        .containsOnlyKeys("content-type", "if-none-match");
    UploadTarget declared =
        UploadTarget.bucket("photos").region("eu-west-1").with(StoreFeature.EMPTY_HEADERS).build();
    assertThat(putTo(declared).headers())
        .containsEntry("cache-control", "")
        .containsEntry("content-disposition", "")
        .containsEntry("content-encoding", "")
        .containsEntry("content-language", "")
        .doesNotContainKeys("x-amz-tagging", "x-amz-storage-class", "x-amz-copy-source-if-match");
  }

  @Test
  void whatTheProfileOrTheRequestSetsTakesTheGuardsPlace() {
    UploadTarget target =
        own()
            .with(StoreFeature.values())
            .without(
                StoreFeature.UNSIGNED_HEADERS_REFUSED,
                StoreFeature.UNSIGNED_ACLS_REFUSED,
                StoreFeature.UNSIGNED_TAGS_REFUSED)
            .build();
    assertThat(
            ((PresignedPut)
                    TestGrants.of(target, PresignedPutTests.everything()).grant(request().build()))
                .headers())
        .containsEntry("x-amz-tagging", "kind=a%20b")
        .containsEntry("x-amz-storage-class", "STANDARD_IA")
        .containsEntry("cache-control", "max-age=60")
        .containsEntry("content-disposition", "attachment; filename=\"me.png\"")
        .containsEntry("content-encoding", "");
    assertThat(
            ((PresignedPut) TestGrants.of(target, any()).grant(request().tag("a", "b").build()))
                .headers())
        .containsEntry("x-amz-tagging", "a=b");
  }

  private static PresignedPut putTo(UploadTarget target) {
    return (PresignedPut) TestGrants.of(target, any()).grant(request().build());
  }
}
