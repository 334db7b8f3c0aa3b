package io.uploadgrants.content;

/**
 * Whether a file's first bytes are what its declared type claims.
 *
 * @param fits whether they are
 * @param detected the type that they were taken for, without parameters, safe to be shown; {@code
 *     application/octet-stream} when they are of no known type
 * @param reason a sentence for people and logs, which shows no byte of the file
 */
public record ContentVerdict(boolean fits, String detected, String reason) {}
