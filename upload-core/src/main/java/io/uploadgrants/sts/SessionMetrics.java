package io.uploadgrants.sts;

/**
 * What a cache of sessions has done since it was made.
 *
 * @param hits sessions found in the cache, or waited for while another thread asked
 * @param misses sessions that had to be asked for
 * @param failures of them, those that failed
 * @param retries calls made again after the service was busy or out of reach
 * @param evictions sessions that made room for others
 * @param size sessions in the cache
 */
public record SessionMetrics(
    long hits, long misses, long failures, long retries, long evictions, long size) {}
