package io.uploadgrants.sts;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorText;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.aws.StsLimits;
import java.time.Duration;

/** The bounds of a session's lifetime. */
final class SessionLife {

  private SessionLife() {}

  /** Refuses a profile whose sessions can't have the lifetime that it asks for. */
  static void check(SessionSource source, String profile, Duration given) {
    if (given.compareTo(source.shortest()) < 0) {
      throw wrong(source, profile, given, "at least " + seconds(source.shortest()));
    }
    checkCovered(source, profile, given);
  }

  /** Refuses a profile whose grants would outlive every session. */
  static void checkCovered(SessionSource source, String profile, Duration given) {
    if (given.compareTo(source.longest()) > 0) {
      throw wrong(
          source, profile, given, "at most " + seconds(source.longest()) + ", or raise the limit");
    }
  }

  private static UploadConfigurationException wrong(
      SessionSource source, String profile, Duration given, String remedy) {
    return new UploadConfigurationException(
        "profiles." + profile + ".valid-for",
        "Profile '%s' is valid for %s, and sessions last %s to %s: %s Set valid-for to %s.",
        profile,
        seconds(given),
        seconds(source.shortest()),
        seconds(source.longest()),
        phrase(source.durationRule()),
        phrase(remedy));
  }

  /** Checks how long a role's sessions are said to live at most. */
  static Duration checkLongest(Duration given) {
    if (given.compareTo(StsLimits.SHORTEST_SESSION) < 0
        || given.compareTo(StsLimits.LONGEST_ROLE_SESSION) > 0) {
      throw new UploadConfigurationException(
          "max-duration",
          "The maximum session duration is set to %s; STS allows %s to %s, and a role's MaxSessionDuration is %s to %s. Give what the role has, or less.",
          seconds(given),
          seconds(StsLimits.SHORTEST_SESSION),
          seconds(StsLimits.LONGEST_ROLE_SESSION),
          seconds(StsLimits.USUAL_ROLE_SESSION),
          seconds(StsLimits.LONGEST_ROLE_SESSION));
    }
    return given;
  }

  static String ofRole(Duration longest) {
    return ErrorText.of(
        "STS allows no less than 15 minutes, and no more than the role's maximum session duration, which maxDuration sets to %s (IAM allows up to 12 hours; give maxDuration what the role has).",
        seconds(longest));
  }

  static String seconds(Duration life) {
    long whole = life.toSeconds();
    return life.equals(Duration.ofSeconds(whole)) ? whole + " seconds" : life.toString();
  }
}
