package io.uploadgrants.completion;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a store says of an object.
 *
 * @param uploadId the upload that it says it is of, or {@code null}
 * @param size bytes
 * @param contentType its type, empty when the store has none
 * @param encoding its {@code Content-Encoding}, empty for none
 * @param etag its entity tag, in its quotes
 * @param versionId its version, or {@code null} in a bucket without versions
 * @param checksums those of the whole object, that the store has verified
 * @param storedAt when it was stored
 */
record StoredObject(
    @Nullable String uploadId,
    long size,
    String contentType,
    String encoding,
    String etag,
    @Nullable String versionId,
    Map<ChecksumAlgorithm, Checksum> checksums,
    Instant storedAt) {}
