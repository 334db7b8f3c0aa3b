package io.uploadgrants.completion;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a store says of an object.
 *
 * @param size bytes
 * @param contentType its type, empty when the store has none
 * @param etag its entity tag, in its quotes
 * @param versionId its version, or {@code null} in a bucket without versions
 * @param checksums those of the whole object, that the store has verified
 */
record StoredObject(
    long size,
    String contentType,
    String etag,
    @Nullable String versionId,
    Map<ChecksumAlgorithm, Checksum> checksums) {}
