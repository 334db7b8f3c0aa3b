package io.uploadgrants.spring.settings;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the sessions that are handed out or sign.
 *
 * @param roleArn ARN of the role whose sessions are handed out as temporary credentials, and sign
 *     as subjects.
 * @param externalId External id that the role's trust policy asks for.
 * @param sourceIdentity Whether sessions have their subject's name as source identity, which the
 *     role's trust policy must allow.
 * @param maxDuration Greatest life of the role's sessions; one hour when not set.
 * @param maxSessions Greatest number of sessions that are kept; 10,000 when not set.
 * @param renewBelow Share of a session's life below which it isn't handed out again; 0.25 when not
 *     set.
 * @param timeout Time that a session is waited for, retries included; ten seconds when not set.
 * @param endpoint Endpoint of an STS other than AWS's, such as MinIO's own.
 * @param signingOnly Whether the role's sessions only sign, and aren't handed out.
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
