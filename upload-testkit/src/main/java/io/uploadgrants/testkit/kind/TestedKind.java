package io.uploadgrants.testkit.kind;

import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.wire.WireUpload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A kind of grant, as assertions, contracts and attacks need it. What can be altered is no question
 * of the kind but of how it is sent, so the attacks ask {@link WireUpload#shape()}.
 */
public interface TestedKind {

  /**
   * Returns what is to be known of a kind. Without a default: a kind without any doesn't compile.
   */
  static TestedKind of(GrantKind kind) {
    return switch (kind) {
      case PRESIGNED_PUT -> new PresignedPutKind();
      case POST_POLICY -> new PostPolicyKind();
      case MULTIPART -> new MultipartKind();
      case TEMPORARY_CREDENTIALS -> new TemporaryCredentialsKind();
    };
  }

  /**
   * Returns what a client sends with a grant.
   *
   * @param clock the time of what the client signs itself
   */
  WireUpload upload(UploadGrant grant, byte[] file, String fileName, InstantSource clock);

  /**
   * Returns what a grant brings to its upload: values of parameters, headers, fields; credentials.
   */
  default List<String> brought(UploadGrant grant) {
    return upload(grant, new byte[0], "me.png", () -> Instant.EPOCH).texts();
  }

  /** Returns the key under which {@link #upload} stores a file of that name. */
  String storedKey(UploadGrant grant, String fileName);

  /** Whether it is a form: what it says of the object stands in fields, not in headers. */
  boolean isForm();

  /** Returns the headers, or of a form the fields, that the grant tells its client to send. */
  Map<String, String> texts(UploadGrant grant);

  /** Returns what nobody but the grant's holder may see, each by what it is. */
  Map<String, String> secrets(UploadGrant grant);

  /** Whether a grant says what file it is for, so that its profile can bound sizes and types. */
  boolean isForOneFile();

  /** Returns how long a grant that is asked for in a test is valid. */
  Duration validity();
}
