package io.uploadgrants.s3;

import io.uploadgrants.Checksum;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadTarget;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Headers that the holder of a presigned PUT could add, since its signature wouldn't speak of them.
 * What the profile doesn't set is signed with a value that changes nothing.
 *
 * <p>Left out, because an honest upload would be refused: {@code Expires} (LocalStack answers 500
 * to an empty one); object lock, legal hold and encryption (MinIO takes an empty header for a
 * request), which the permissions of the signing credentials have to hold back.
 */
final class GuardHeaders {

  private static final String NONE = "";
  private static final String TAG = "none";

  /**
   * Which checksum counts. MinIO takes the client's word for it, and then looks at no other, signed
   * or not.
   */
  private static final ObjectHeader ALGORITHM =
      whereChecked("x-amz-checksum-algorithm", checksum -> checksum.algorithm().name());

  /** The same for one that comes behind the file, as HTTP/2 lets it. */
  private static final ObjectHeader TRAILER = whereChecked("x-amz-trailer", checksum -> NONE);

  private static final List<Guard> TABLE =
      List.of(
          // How long others keep the object.
          new Guard("cache-control", NONE, GuardHeaders::plain),
          // Shown in place, or saved under a name that nobody checked.
          new Guard("content-disposition", NONE, GuardHeaders::plain),
          // Readers would unpack other bytes than those that were looked at.
          new Guard("content-encoding", NONE, GuardHeaders::plain),
          new Guard("content-language", NONE, GuardHeaders::plain),
          // Open to everybody.
          new Guard("x-amz-acl", "private", GuardHeaders::acl),
          // Another object in the file's place: none has this entity tag and hasn't. Either alone
          // isn't enough, since MinIO lets a client choose its object's tag.
          new Guard("x-amz-copy-source-if-match", TAG, GuardHeaders::unsigned),
          new Guard("x-amz-copy-source-if-none-match", TAG, GuardHeaders::unsigned),
          // Ceph heeds neither (https://tracker.ceph.com/issues/44678), and of a part of an object
          // it asks no condition at all; but what is no range, it refuses.
          new Guard("x-amz-copy-source-range", TAG, GuardHeaders::unsigned),
          // Dearer, or out of reach.
          new Guard("x-amz-storage-class", "STANDARD", GuardHeaders::unsigned),
          // What readers take for the application's word, such as scan=clean.
          new Guard("x-amz-tagging", NONE, GuardHeaders::tags));

  /**
   * One row.
   *
   * @param header the header's name in lower case
   * @param value says what the store does anyway
   * @param on the targets that it is signed for
   */
  private record Guard(String header, String value, Predicate<UploadTarget> on) {}

  /** SeaweedFS refuses a policy that names {@code Content-Language}. */
  private static final Set<String> FIELDS =
      Set.of("cache-control", "content-disposition", "content-encoding", "x-amz-acl");

  private GuardHeaders() {}

  /** S3 obeys these without a signature. */
  private static boolean plain(UploadTarget target) {
    return target.supports(StoreFeature.EMPTY_HEADERS);
  }

  /** S3 refuses these without a signature. */
  private static boolean unsigned(UploadTarget target) {
    return !target.supports(StoreFeature.UNSIGNED_HEADERS_REFUSED);
  }

  private static boolean acl(UploadTarget target) {
    return !target.supports(StoreFeature.UNSIGNED_ACLS_REFUSED);
  }

  private static boolean tags(UploadTarget target) {
    return !target.supports(StoreFeature.UNSIGNED_TAGS_REFUSED)
        && target.supports(StoreFeature.EMPTY_HEADERS);
  }

  /**
   * Returns those that a form needs where its holder could add fields that the policy doesn't name;
   * {@code Expires} too, since no store has refused it there.
   */
  static List<ObjectHeader> besideFields(List<ObjectHeader> set, UploadTarget target) {
    if (target.supports(StoreFeature.FORM_FIELDS_REFUSED)) {
      return List.of();
    }
    Set<String> names = set.stream().map(ObjectHeader::name).collect(Collectors.toSet());
    Guard expires = new Guard("expires", NONE, GuardHeaders::plain);
    return Stream.concat(
            TABLE.stream().filter(guard -> FIELDS.contains(guard.header())), Stream.of(expires))
        .filter(guard -> guard.on().test(target) && !names.contains(guard.header()))
        .map(guard -> ObjectHeader.fixed(guard.header(), null, guard.value()))
        .toList();
  }

  /** Returns those that a target needs, without those that the profile sets. */
  static List<ObjectHeader> beside(List<ObjectHeader> set, UploadTarget target) {
    Set<String> names = set.stream().map(ObjectHeader::name).collect(Collectors.toSet());
    Stream<ObjectHeader> fixed =
        TABLE.stream()
            .filter(guard -> guard.on().test(target) && !names.contains(guard.header()))
            .map(guard -> ObjectHeader.fixed(guard.header(), null, guard.value()));
    Stream<ObjectHeader> algorithm = unsigned(target) ? Stream.of(ALGORITHM) : Stream.empty();
    Stream<ObjectHeader> trailer =
        unsigned(target) && plain(target) ? Stream.of(TRAILER) : Stream.empty();
    return Stream.of(fixed, algorithm, trailer).flatMap(headers -> headers).toList();
  }

  /** Returns those of a part, which is bytes alone: what keeps out another object's. */
  static List<ObjectHeader> besideParts(UploadTarget target) {
    return beside(List.of(), target).stream()
        .filter(header -> header.name().startsWith("x-amz-copy-source"))
        .toList();
  }

  private static ObjectHeader whereChecked(String name, Function<Checksum, String> value) {
    return new ObjectHeader(
        name,
        UploadConstraint.CHECKSUM,
        request -> {
          Checksum checksum = request.checksum();
          return checksum == null ? null : value.apply(checksum);
        });
  }
}
