package io.uploadgrants.testkit.embedded.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * A version of an object or a marker of its deletion; one of both is null.
 *
 * @param key its key
 * @param id the version's id
 * @param time when it was made
 */
record VersionRow(
    String key,
    String id,
    Instant time,
    @Nullable ObjectVersion version,
    @Nullable DeleteMarkerEntry deletion) {

  /** Keys as S3 orders them, the newest version of each first. */
  private static final Comparator<VersionRow> ORDER =
      Comparator.comparing(VersionRow::key, KeyPage.ORDER)
          .thenComparing(VersionRow::time, Comparator.reverseOrder());

  /** Reads what the store lists by the names of files. */
  static List<VersionRow> of(ListObjectVersionsResponse files) {
    return Stream.concat(
            files.versions().stream().map(VersionRow::of),
            files.deleteMarkers().stream().map(VersionRow::of))
        .filter(Objects::nonNull)
        .sorted(ORDER)
        .toList();
  }

  private static @Nullable VersionRow of(ObjectVersion file) {
    String key = ObjectNames.key(file.key());
    return key == null || KnownUploads.isStub(key)
        ? null
        : new VersionRow(
            key, file.versionId(), file.lastModified(), file.toBuilder().key(key).build(), null);
  }

  private static @Nullable VersionRow of(DeleteMarkerEntry file) {
    String key = ObjectNames.key(file.key());
    return key == null || KnownUploads.isStub(key)
        ? null
        : new VersionRow(
            key, file.versionId(), file.lastModified(), null, file.toBuilder().key(key).build());
  }

  static ListObjectVersionsResponse page(List<VersionRow> all, ListObjectVersionsRequest request) {
    int resumed = after(all, request);
    KeyPage<VersionRow> page =
        KeyPage.of(
            all.subList(resumed, all.size()),
            VersionRow::key,
            new KeyPage.Query(
                request.prefix(),
                request.delimiter(),
                resumed == 0 ? request.keyMarker() : null,
                request.maxKeys()));
    List<VersionRow> rows = page.rows();
    VersionRow last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
    boolean endsWithRow = last != null && last.key().equals(page.next());
    return ListObjectVersionsResponse.builder()
        .versions(rows.stream().map(VersionRow::version).filter(Objects::nonNull).toList())
        .deleteMarkers(rows.stream().map(VersionRow::deletion).filter(Objects::nonNull).toList())
        .commonPrefixes(ObjectLists.prefixes(page))
        .nextKeyMarker(page.next())
        .nextVersionIdMarker(endsWithRow ? Objects.requireNonNull(last).id() : null)
        .isTruncated(page.next() != null)
        .build();
  }

  /** Where the versions start that come after the one that was named; 0 when none was. */
  private static int after(List<VersionRow> all, ListObjectVersionsRequest request) {
    String id = request.versionIdMarker();
    for (int i = 0; id != null && i < all.size(); i++) {
      if (all.get(i).key().equals(request.keyMarker()) && all.get(i).id().equals(id)) {
        return i + 1;
      }
    }
    return 0;
  }
}
