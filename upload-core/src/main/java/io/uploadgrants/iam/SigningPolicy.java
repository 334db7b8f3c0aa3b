package io.uploadgrants.iam;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The policy of what signs a profile's grants, for the keys that begin with a text. */
final class SigningPolicy implements UnaryOperator<String> {

  private final UploadProfile profile;
  private final UploadTarget target;
  private final String objects;
  private final List<String> actions;
  private final List<PolicyCondition> transport;
  private final List<PolicyStatement> more;

  /** Most profiles have one text for all their keys. */
  private volatile @Nullable Written recent;

  SigningPolicy(UploadProfile profile, UploadTarget target) {
    ObjectArns arns = ObjectArns.of(target);
    this.profile = profile;
    this.target = target;
    this.objects = arns.objects();
    this.actions = List.copyOf(S3Actions.forSigning(List.of(profile), target));
    this.transport = SharedConditions.transport(target);
    this.more = List.copyOf(KmsRights.of(profile, target, arns));
    int length = write("").length();
    if (length > UploadPolicy.MAX_LENGTH) {
      throw new UploadConfigurationException(
          "profiles." + profile.name() + ".encryption.key-id",
          "The policy that signs profile '%s' has %d characters; STS takes at most %d. Give the KMS key's id.",
          profile.name(),
          length,
          UploadPolicy.MAX_LENGTH);
    }
  }

  @Override
  public String apply(String prefix) {
    Written last = recent;
    if (last == null || !last.prefix().equals(prefix)) {
      last = new Written(prefix, checked(prefix));
      recent = last;
    }
    return last.json();
  }

  private record Written(String prefix, String json) {}

  private String checked(String prefix) {
    String fault = KeyText.faultOf(prefix, target);
    if (fault != null) {
      throw refused(
          ErrorText.of(
              "The keys of profile '%s' begin with a text that %s, so no session that signs can be limited to it; change the profile's keys.",
              profile.name(), phrase(fault)),
          null);
    }
    String json = write(ObjectArns.escape(prefix));
    if (json.length() > UploadPolicy.MAX_LENGTH) {
      throw refused(
          ErrorText.of(
              "The policy that signs profile '%s' has %d characters for keys that begin with a text of %d; STS takes at most %d. Give keys with a shorter prefix.",
              profile.name(), json.length(), prefix.length(), UploadPolicy.MAX_LENGTH),
          json.length());
    }
    return json;
  }

  private static UploadRefusedException refused(String text, @Nullable Integer given) {
    return new UploadRefusedException(
        ErrorCode.INVALID_REQUEST, text, given == null ? null : UploadPolicy.MAX_LENGTH, given);
  }

  private String write(String pattern) {
    List<PolicyStatement> statements = new ArrayList<>();
    statements.add(PolicyStatement.allow(actions, objects + pattern + "*", transport));
    statements.addAll(more);
    return PolicyJson.compact(statements);
  }

  /** Returns nothing of the profile. */
  @Override
  public String toString() {
    return "SigningPolicy[" + profile.name() + "]";
  }
}
