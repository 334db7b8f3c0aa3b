package io.uploadgrants.spring.settings;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the sessions that are handed out or sign grants.
 *
 * @param roleArn ARN of the role whose sessions are handed out as temporary credentials, or sign
 *     grants.
 * @param externalId External id that the role's trust policy requires.
 * @param sourceIdentity Whether sessions have their subject's name as source identity, which the
 *     role's trust policy must allow.
 * @param maxDuration Maximum session duration of the role; one hour when not set.
 * @param maxSessions Maximum number of sessions in the cache; 10,000 when not set.
 * @param renewBelow Share of a session's lifetime below which it is renewed; 0.25 when not set.
 * @param timeout Maximum time to wait for a session, retries included; ten seconds when not set.
 * @param endpoint Endpoint of an STS other than AWS's, such as MinIO's own.
 * @param signingOnly Whether the role's sessions only sign grants, and aren't handed out.
 * @param revoking Whether there is a bean that revokes the role's sessions.
 */
@ConfigurationProperties("upload.sts")
public record UploadStsProperties(
    @Nullable String roleArn,
    @Nullable String externalId,
    @DefaultValue("true") boolean sourceIdentity,
    @Nullable Duration maxDuration,
    @Nullable Integer maxSessions,
    @Nullable Double renewBelow,
    @Nullable Duration timeout,
    @Nullable URI endpoint,
    boolean signingOnly,
    boolean revoking) {}
