package io.uploadgrants.testkit.attack;

import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.bucket.BucketView;
import io.uploadgrants.testkit.wire.WireAnswer;
import io.uploadgrants.testkit.wire.WireSigned;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/**
 * An upload in parts, of one part.
 *
 * @param whole the same upload in one request, with the headers that it must carry
 * @param bucket removes what is left when a request is refused
 */
record WireMultipart(WireSigned whole, BucketView bucket) {

  private static final String COPY_SOURCE = "x-amz-copy-source";

  /** Returns the answer to the last request, or the first refusal. */
  UploadAnswer send() {
    return send(part -> part);
  }

  /** Takes the part's bytes from another object; that the part is taken is told enough. */
  UploadAnswer copied(String key) {
    return send(
        part -> part.withBody(new byte[0]).with(COPY_SOURCE, "/" + part.bucket() + "/" + key));
  }

  private UploadAnswer send(Function<WireSigned, WireSigned> part) {
    byte[] begun =
        whole
            .without(SessionAlterations.IF_NONE_MATCH)
            .withMethod("POST")
            .withBody(new byte[0])
            .asking("uploads")
            .exchange();
    UploadAnswer answer = WireAnswer.of(begun);
    if (!answer.accepted()) {
      return answer;
    }
    String id = WireAnswer.uploadId(begun);
    try {
      UploadAnswer sent =
          part.apply(
                  whole
                      .request("PUT", whole.key())
                      .withQuery(Map.of("partNumber", "1", "uploadId", id))
                      .withBody(whole.body()))
              .send();
      return sent.accepted() && !sent.etag().isEmpty() ? complete(whole, id, sent.etag()) : sent;
    } finally {
      bucket.abort(whole.key(), id);
    }
  }

  /** Completes an upload of one part, and demands a new key if the whole upload does. */
  static UploadAnswer complete(WireSigned whole, String id, String etag) {
    String xml =
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>%s</ETag></Part></CompleteMultipartUpload>"
            .formatted(etag.replace("\"", "&quot;"));
    WireSigned complete =
        whole
            .request("POST", whole.key())
            .withQuery(Map.of("uploadId", id))
            .withBody(xml.getBytes(StandardCharsets.UTF_8));
    String guard = whole.headers().get(SessionAlterations.IF_NONE_MATCH);
    return (guard == null ? complete : complete.with(SessionAlterations.IF_NONE_MATCH, guard))
        .send();
  }
}
