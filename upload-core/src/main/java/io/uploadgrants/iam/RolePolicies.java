package io.uploadgrants.iam;

import io.uploadgrants.ObjectAccess;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The policies of the roles behind temporary credentials, and of the application's own, to paste or
 * to deploy: indented JSON in printable ASCII. IAM doesn't count white space against its limits,
 * 10,240 characters for the inline policies of a role and 2,048 for a trust policy.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM and
 *     AWS STS quotas</a>
 */
public final class RolePolicies {

  private static final String PARTITION = "arn:[a-z0-9-]+:";
  private static final Pattern PREFIX = Pattern.compile("[^/*?$\\p{C}]+(?:/[^/*?$\\p{C}]+)*");
  private static final Pattern PRINCIPAL =
      Pattern.compile(
          PARTITION
              + "(?:iam::[0-9]{12}:(?:root|(?:role|user)/[\\w+=,.@/-]{1,576})"
              + "|sts::[0-9]{12}:assumed-role/[\\w+=,.@-]{1,64}/[\\w+=,.@-]{2,64})");
  private static final Pattern AUDIENCE = Pattern.compile("[!-~&&[^*?$]]{1,255}");

  private RolePolicies() {}

  /**
   * Returns the permissions policy of an identity pool's role, for users or for guests: each
   * identity uploads below {@code prefix/<its identity id>/}, by {@code
   * ${cognito-identity.amazonaws.com:sub}}. What the profile demands, reads and lists, is as in
   * {@link UploadPolicy}, since the enhanced flow has no session policy.
   *
   * @param identityPoolId for instance {@code eu-west-1:12345678-aaaa-bbbb-cccc-123456789012}
   * @param prefix the first part of each key, without a {@code /} at either end; not empty
   * @param profile what each upload must be
   * @param target where the objects go
   * @return a policy to attach to the role, in indented JSON
   * @throws UploadConfigurationException when an argument hasn't its form, or the target's objects
   *     have no ARN
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_s3_cognito-bucket.html">Amazon
   *     S3: lets Amazon Cognito users access objects in their bucket</a>
   */
  public static String identityPoolRole(
      String identityPoolId, String prefix, UploadProfile profile, UploadTarget target) {
    String own = "/${" + new IdentityPoolId(identityPoolId).provider() + ":sub}/*";
    return PolicyJson.readable(
        new UploadRights(profile, target).statements(checkedPrefix(prefix) + own, Map.of()));
  }

  /**
   * Returns the permissions policy of a role that applications assume with a session policy ({@link
   * UploadPolicy}), to hand out its credentials or to sign with them. A session has what both
   * allow, so this has all that the profiles' sessions may need, below one prefix or in the whole
   * bucket.
   *
   * @param target where the objects go
   * @param prefix the first part of each key, without a {@code /} at either end; empty for the
   *     whole bucket
   * @param profiles the profiles whose grants come from this role
   * @return a policy to attach to the role, in indented JSON
   * @throws UploadConfigurationException when the prefix hasn't its form, the target's objects have
   *     no ARN, or a profile lets users list their objects in a store whose policies can't bound
   *     that
   */
  public static String uploaderRole(
      UploadTarget target, String prefix, Collection<UploadProfile> profiles) {
    profiles.forEach(profile -> UploadRights.checkListing(profile, target));
    ObjectArns arns = ObjectArns.of(target);
    String pattern = pattern(prefix);
    List<PolicyCondition> transport = SharedConditions.transport(target);
    List<String> actions = S3Actions.forSigning(profiles, target);
    if (allow(ObjectAccess.READ, profiles)) {
      actions.add(S3Actions.READ);
    }
    Set<PolicyStatement> statements = new LinkedHashSet<>();
    statements.add(PolicyStatement.allow(actions, arns.objects() + pattern, transport));
    if (allow(ObjectAccess.LIST, profiles)) {
      List<PolicyCondition> conditions = new ArrayList<>(transport);
      conditions.add(PolicyCondition.like("s3:prefix", pattern));
      statements.add(PolicyStatement.allow(List.of(S3Actions.LIST), arns.bucket(), conditions));
    }
    profiles.forEach(profile -> statements.addAll(KmsRights.of(profile, target, arns)));
    return PolicyJson.readable(List.copyOf(statements));
  }

  /**
   * Returns the permissions policy that the application itself needs to {@linkplain
   * io.uploadgrants.completion.UploadCompletions complete} uploads: to read and to remove objects
   * and their versions, for the kind multipart to put parts together and to remove them, where
   * accepted objects are moved to make them at their new keys and to end what was begun there, and
   * with SSE-KMS to use the key. {@code s3:ListBucket} is for the bucket as a whole: S3 asks for it
   * when an object isn't there, and knows of no prefix then. Without it, a missing object is
   * answered by 403, which completion takes for the same.
   *
   * @param target where the objects are
   * @param prefix the first part of each key that is uploaded to, without a {@code /} at either
   *     end; empty for the whole bucket. Those that objects are moved to are the profiles' own
   * @param profiles the profiles whose uploads are completed; those that have neither completion
   *     nor the kind multipart don't count
   * @return a policy to attach to the application's role, in indented JSON
   * @throws UploadConfigurationException when the prefix hasn't its form, the target's objects have
   *     no ARN, or no profile counts
   */
  public static String completing(
      UploadTarget target, String prefix, Collection<UploadProfile> profiles) {
    return PolicyJson.readable(
        new CompletionRights(target, pattern(prefix), profiles).completing());
  }

  /**
   * Returns the permissions policy of what signs {@linkplain io.uploadgrants.s3.ViewLinks view
   * links}: to read objects and their versions, also where accepted ones are moved, and with
   * SSE-KMS to decrypt them.
   *
   * @param target where the objects are
   * @param prefix the first part of each key, without a {@code /} at either end; empty for the
   *     whole bucket
   * @param profiles the profiles whose uploads are shown
   * @return a policy to attach to the application's role, in indented JSON
   * @throws UploadConfigurationException when the prefix hasn't its form, or the target's objects
   *     have no ARN
   */
  public static String viewing(
      UploadTarget target, String prefix, Collection<UploadProfile> profiles) {
    return PolicyJson.readable(new CompletionRights(target, pattern(prefix), profiles).viewing());
  }

  /**
   * Returns the trust policy of an identity pool's role for users who have logged in.
   *
   * @param identityPoolId for instance {@code eu-west-1:12345678-aaaa-bbbb-cccc-123456789012}
   * @return a trust policy in indented JSON
   * @throws UploadConfigurationException when the id hasn't that form
   */
  public static String identityPoolTrust(String identityPoolId) {
    return identityPoolTrust(new IdentityPoolId(identityPoolId), "authenticated");
  }

  /**
   * Returns the trust policy of an identity pool's role for guests.
   *
   * @param identityPoolId for instance {@code eu-west-1:12345678-aaaa-bbbb-cccc-123456789012}
   * @return a trust policy in indented JSON
   * @throws UploadConfigurationException when the id hasn't that form
   */
  public static String identityPoolGuestTrust(String identityPoolId) {
    return identityPoolTrust(new IdentityPoolId(identityPoolId), "unauthenticated");
  }

  private static String identityPoolTrust(IdentityPoolId pool, String who) {
    return readable(
        PolicyStatement.trust(
            new PolicyStatement.Principal("Federated", pool.provider()),
            List.of("sts:AssumeRoleWithWebIdentity"),
            PolicyCondition.equal(pool.provider() + ":aud", pool.id()),
            new PolicyCondition("ForAnyValue:StringLike", pool.provider() + ":amr", List.of(who))));
  }

  /**
   * Returns the trust policy of a role that is assumed with a provider's token ({@code
   * AssumeRoleWithWebIdentity}).
   *
   * @param provider {@code accounts.google.com}, {@code graph.facebook.com}, {@code
   *     www.amazon.com}, or the ARN of an OpenID Connect provider in IAM, {@code
   *     arn:aws:iam::123456789012:oidc-provider/login.example.com}
   * @param audience the application's client id at the provider; tokens for others are refused
   * @return a trust policy in indented JSON
   * @throws UploadConfigurationException when the provider is another, or the audience isn't 1 to
   *     255 printable ASCII characters without {@code *}, {@code ?} and {@code $}
   */
  public static String webIdentityTrust(String provider, String audience) {
    WebIdentityProvider known = WebIdentityProvider.of(provider);
    SettingText.matching(
        AUDIENCE, "audience", "audience", audience, "the application's client id at the provider");
    return readable(
        PolicyStatement.trust(
            new PolicyStatement.Principal("Federated", known.federated()),
            List.of("sts:AssumeRoleWithWebIdentity"),
            PolicyCondition.equal(known.audience(), audience)));
  }

  /**
   * Returns the trust policy of a role that the application assumes. It may set a source identity,
   * by which {@link io.uploadgrants.iam.GrantRevoker} revokes, and session tags.
   *
   * @param principalArn who assumes it: {@code arn:aws:iam::123456789012:role/name}, a user, the
   *     {@code root} of an account, or an assumed role's session
   * @param externalId what the caller must say, where it acts for others, or {@code null}
   * @return a trust policy in indented JSON
   * @throws UploadConfigurationException when the ARN is another's, or the external id isn't an
   *     {@link ExternalId}
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html">Monitor
   *     and control actions taken with assumed roles</a>
   */
  public static String assumeRoleTrust(String principalArn, @Nullable String externalId) {
    PolicyStatement.Principal principal =
        new PolicyStatement.Principal(
            "AWS",
            SettingText.matching(
                PRINCIPAL,
                "principal",
                "principal's ARN",
                principalArn,
                "the ARN of the application's role or user, for instance arn:aws:iam::123456789012:role/application"));
    if (externalId == null) {
      return readable(
          PolicyStatement.trust(
              principal, List.of("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession")));
    }
    return readable(
        PolicyStatement.trust(
            principal,
            List.of("sts:AssumeRole"),
            PolicyCondition.equal("sts:ExternalId", ExternalId.of(externalId).id())),
        // No key of theirs, so besides it; without the first they are good for nothing.
        PolicyStatement.trust(principal, List.of("sts:SetSourceIdentity", "sts:TagSession")));
  }

  /**
   * Returns the permissions policy that the application itself needs to revoke grants: to read and
   * write the inline policies of the role whose sessions it revokes. Anyone who has these
   * permissions can give that role any other, so they belong to the application's own role only.
   *
   * @param roleArn the role whose sessions are revoked, {@code arn:aws:iam::123456789012:role/name}
   * @return a policy to attach to the application's role, in indented JSON
   * @throws UploadConfigurationException when the ARN isn't a role's, or its account is neither one
   *     of AWS's nor one of Ceph's
   */
  public static String revoking(String roleArn) {
    return revoking(RoleArn.of(roleArn));
  }

  /**
   * Returns the permissions policy that the application itself needs to revoke grants, as {@link
   * #revoking(String)} does.
   *
   * @param role the role whose sessions are revoked
   * @return a policy to attach to the application's role, in indented JSON
   * @throws UploadConfigurationException when the role's account is neither one of AWS's nor one of
   *     Ceph's
   */
  public static String revoking(RoleArn role) {
    if (!role.isKept()) {
      throw SettingText.refused(
          "role",
          "role's ARN that IAM knows",
          role.arn(),
          "one with the 12 digits of an account, for instance arn:aws:iam::123456789012:role/uploader");
    }
    return readable(
        PolicyStatement.allow(
            List.of("iam:PutRolePolicy", "iam:ListRolePolicies", "iam:DeleteRolePolicy"),
            ObjectArns.escape(role.arn()),
            List.of()));
  }

  private static String pattern(String prefix) {
    return prefix.isEmpty() ? "*" : checkedPrefix(prefix) + "/*";
  }

  private static String checkedPrefix(String prefix) {
    return SettingText.matching(
        PREFIX,
        "keys.prefix",
        "prefix",
        prefix,
        "a prefix such as users or users/avatars, without '*', '?', '$' and control characters");
  }

  private static boolean allow(ObjectAccess access, Collection<UploadProfile> profiles) {
    return profiles.stream().anyMatch(profile -> UploadRights.allows(profile, access));
  }

  private static String readable(PolicyStatement... statements) {
    return PolicyJson.readable(List.of(statements));
  }
}
