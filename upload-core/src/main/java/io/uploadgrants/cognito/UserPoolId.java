package io.uploadgrants.cognito;

import io.uploadgrants.UploadConfigurationException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * A user pool's id, and what follows from it.
 *
 * @param text for instance {@code eu-west-1_AbCdEf123}
 * @param region for instance {@code eu-west-1}
 */
record UserPoolId(String text, Region region) {

  private static final int MAX_LENGTH = 55;
  private static final Pattern FORM =
      Pattern.compile("([a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2})_[0-9A-Za-z]+");
  private static final Pattern CLIENT_FORM = Pattern.compile("[\\w+]{1,128}");

  static UserPoolId of(String text) {
    Matcher matcher = FORM.matcher(Objects.requireNonNull(text, "userPoolId"));
    if (text.length() > MAX_LENGTH || !matcher.matches()) {
      throw new UploadConfigurationException(
          "cognito.user-pool-id",
          "A user pool's id of %d characters was given; it has up to %d, the region first, as in 'eu-west-1_AbCdEf123'. Take it from the pool's overview."
              .formatted(text.length(), MAX_LENGTH));
    }
    return new UserPoolId(text, Region.of(matcher.group(1)));
  }

  static String checkedClientId(String clientId) {
    if (!CLIENT_FORM.matcher(Objects.requireNonNull(clientId, "clientId")).matches()) {
      throw new UploadConfigurationException(
          "cognito.client-id",
          "An app client's id of %d characters was given; it has 1 to 128 letters and digits. Take it from the pool's list of app clients."
              .formatted(clientId.length()));
    }
    return clientId;
  }

  /** Returns what the pool's tokens have as {@code iss}. */
  String issuer() {
    return "https://cognito-idp.%s.%s/%s"
        .formatted(region.id(), PartitionMetadata.of(region).dnsSuffix(), text);
  }
}
