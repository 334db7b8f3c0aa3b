package io.uploadgrants.testkit.embedded.store;

import io.uploadgrants.testkit.embedded.request.S3Error;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists objects by their keys; the store would list files, in their order. */
public final class ObjectLists extends StoreLayer {

  private ObjectLists(BlobStore store) {
    super(store);
  }

  /** Returns a store of objects, which keeps them as files in a store of files. */
  public static StoreLayer over(BlobStore files) {
    return new ObjectLists(new ObjectFiles(new UploadFiles(files)));
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    String token = request.continuationToken();
    String marker = token == null ? request.startAfter() : read(token);
    KeyPage<S3Object> page =
        page(
            request.bucket(),
            new KeyPage.Query(request.prefix(), request.delimiter(), marker, request.maxKeys()));
    return ListObjectsV2Response.builder()
        .contents(page.rows())
        .commonPrefixes(prefixes(page))
        .nextContinuationToken(page.next() == null ? null : token(page.next()))
        .isTruncated(page.next() != null)
        .build();
  }

  @Override
  public ListObjectsResponse listV1(ListObjectsRequest request) {
    KeyPage<S3Object> page =
        page(
            request.bucket(),
            new KeyPage.Query(
                request.prefix(), request.delimiter(), request.marker(), request.maxKeys()));
    return ListObjectsResponse.builder()
        .contents(page.rows())
        .commonPrefixes(prefixes(page))
        .nextMarker(page.next())
        .isTruncated(page.next() != null)
        .build();
  }

  @Override
  public ListObjectVersionsResponse listVersions(ListObjectVersionsRequest request) {
    ListObjectVersionsResponse all =
        super.listVersions(
            ListObjectVersionsRequest.builder()
                .bucket(request.bucket())
                .maxKeys(Integer.MAX_VALUE)
                .build());
    return VersionRow.page(VersionRow.of(all), request);
  }

  /** The store would take the prefix for one of names; S3Proxy clears no bucket. */
  @Override
  public void clearContainer(ListObjectsV2Request request) {
    throw new UnsupportedOperationException("clearContainer");
  }

  private KeyPage<S3Object> page(String bucket, KeyPage.Query query) {
    String folder = ObjectNames.folder(query.start());
    List<S3Object> sorted =
        super.list(ListObjectsV2Request.builder().bucket(bucket).prefix(folder).build())
            .contents()
            .stream()
            .map(ObjectLists::object)
            .filter(Objects::nonNull)
            .sorted((one, other) -> KeyPage.ORDER.compare(one.key(), other.key()))
            .toList();
    return KeyPage.of(sorted, S3Object::key, query);
  }

  private static @Nullable S3Object object(S3Object file) {
    String key = ObjectNames.key(file.key());
    return key == null || KnownUploads.isStub(key) ? null : file.toBuilder().key(key).build();
  }

  static List<CommonPrefix> prefixes(KeyPage<?> page) {
    return page.prefixes().stream()
        .map(prefix -> CommonPrefix.builder().prefix(prefix).build())
        .toList();
  }

  /** A key may have characters that XML can't carry, and a token is never encoded. */
  private static String token(String next) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(next.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notOurs) {
      throw S3Error.invalidArgument("The continuation token provided is incorrect");
    }
  }
}
