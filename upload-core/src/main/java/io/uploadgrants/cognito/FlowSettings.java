package io.uploadgrants.cognito;

import io.uploadgrants.ErrorText;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.aws.StsLimits;
import io.uploadgrants.iam.IdentityPoolId;
import io.uploadgrants.iam.RoleArn;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * How a strategy is set up, checked.
 *
 * @param sts with the roles, the basic flow
 * @param rolePrefix with a custom role, the enhanced flow
 */
record FlowSettings(
    @Nullable StsClient sts,
    @Nullable RoleArn role,
    @Nullable RoleArn guestRole,
    @Nullable Duration maxDuration,
    @Nullable String rolePrefix,
    @Nullable RoleArn customRole) {

  private static final Pattern DEVELOPER_PROVIDER = Pattern.compile("[\\w.-]{1,128}");

  /** What Cognito takes as the name of a login; IAM takes longer ones. */
  private static final int MAX_PROVIDER = 128;

  SessionFlow flow(boolean guests, boolean developers) {
    StsClient stsClient = sts;
    String prefix = rolePrefix;
    if ((stsClient == null) == (prefix == null)) {
      throw wrong(
          "flow",
          ErrorText.of(
              "There must be exactly one way to get credentials, but %s set; call either basicFlow (bounded by a session policy) or enhancedFlow (by the pool's own roles).",
              prefix == null ? "none is" : "two are"));
    }
    return stsClient != null ? basic(stsClient, guests) : enhanced(prefix, developers);
  }

  private SessionFlow basic(StsClient client, boolean guests) {
    if (customRole != null) {
      throw wrong(
          "custom-role",
          "A custom role is for the enhanced flow, but the basic flow is chosen; pass the role to basicFlow.");
    }
    if (guests && guestRole == null) {
      throw wrong(
          "guest-role",
          "Guests are allowed, but the basic flow has no role for them; call guests(role).");
    }
    return new BasicFlow(
        role, guestRole, client, maxDuration == null ? StsLimits.USUAL_ROLE_SESSION : maxDuration);
  }

  private SessionFlow enhanced(@Nullable String prefix, boolean developers) {
    if (guestRole != null || maxDuration != null) {
      throw wrong(
          guestRole != null ? "guest-role" : "max-duration",
          "A role for guests and a maximum session duration are for the basic flow, but the enhanced flow is chosen; call guests() without a role, since the pool has one, and leave out maxDuration.");
    }
    if (customRole != null && developers) {
      throw wrong(
          "custom-role",
          "Cognito gives the application's own users the pool's role and no other; leave out the custom role, or the developer provider.");
    }
    return new EnhancedFlow(String.valueOf(prefix), customRole);
  }

  /** Refuses logins by which a client could name itself, and a strategy for nobody. */
  static void checkLogins(
      IdentityPoolId pool, Set<String> providers, @Nullable String developer, boolean guests) {
    if (providers.isEmpty() && developer == null && !guests) {
      throw wrong(
          "logins",
          "Nobody could get an identity; name the providers whose tokens are accepted, name a developer provider, or allow guests.");
    }
    for (String name : providers) {
      if (name.equals(developer) || name.equals(pool.provider()) || name.length() > MAX_PROVIDER) {
        throw wrong(
            "logins",
            ErrorText.of(
                "'%s' can't be a provider of logins: it is the pool itself, or its developer provider, whose users only the application can name, or longer than Cognito's %d characters; leave it out.",
                name, MAX_PROVIDER));
      }
    }
  }

  static RoleArn checkedRole(RoleArn role, String setting) {
    if (!role.isAws()) {
      throw wrong(
          setting,
          ErrorText.of(
              "The role's ARN has the account '%s', but identity pools exist on AWS only, whose accounts have 12 digits; give for instance arn:aws:iam::123456789012:role/uploader.",
              role.account()));
    }
    return role;
  }

  static String checkedDeveloperProvider(String name) {
    if (!DEVELOPER_PROVIDER.matcher(name).matches()) {
      throw wrong(
          "developer-provider",
          "The developer provider's name isn't made of 1 to 128 letters, digits, '.', '_' and '-'; copy it from the pool's settings.");
    }
    return name;
  }

  static String checkedPrefix(String prefix) {
    // Whose check it is: the profile's keys have to be these.
    ObjectKeyPolicy.folder(prefix);
    return prefix;
  }

  static Duration checkedMaxDuration(Duration duration) {
    if (duration.compareTo(StsLimits.USUAL_ROLE_SESSION) < 0
        || duration.compareTo(StsLimits.LONGEST_ROLE_SESSION) > 0) {
      throw wrong(
          "max-duration",
          ErrorText.of(
              "The maximum session duration is set to %s; a role has one to twelve hours. Give the roles' MaxSessionDuration.",
              duration));
    }
    return duration;
  }

  private static UploadConfigurationException wrong(String setting, String message) {
    return new UploadConfigurationException(setting, message);
  }
}
