package io.uploadgrants.iam;

import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the application's own credentials need after an upload, for the objects of a pattern.
 *
 * @param target where the objects are
 * @param pattern the keys, with wildcards that are meant
 * @param profiles the profiles whose uploads these are
 */
record CompletionRights(UploadTarget target, String pattern, Collection<UploadProfile> profiles) {

  /** Looking at what was stored, making an object of parts, and removing what differs. */
  List<PolicyStatement> completing() {
    List<UploadProfile> completed = profiles.stream().filter(UploadProfile::hasTickets).toList();
    if (completed.isEmpty()) {
      throw new UploadConfigurationException(
          "profiles",
          "None of the %d profiles has completion or the kind multipart, so nothing of theirs is completed; give one that has.",
          profiles.size());
    }
    ObjectArns arns = ObjectArns.of(target);
    List<String> actions = new ArrayList<>(S3Actions.READ_VERSIONS);
    actions.addAll(S3Actions.DELETE_VERSIONS);
    if (completed.stream().anyMatch(CompletionRights::hasParts)) {
      actions.addAll(S3Actions.UPLOAD);
    }
    Set<PolicyStatement> statements = new LinkedHashSet<>();
    List<PolicyCondition> transport = SharedConditions.transport(target);
    statements.add(PolicyStatement.allow(actions, arns.objects() + pattern, transport));
    // Without a prefix: a HEAD has none, and is answered by 404 where this is allowed.
    statements.add(
        PolicyStatement.allow(
            completed.stream().anyMatch(CompletionRights::moves)
                ? List.of(S3Actions.LIST, S3Actions.LIST_UPLOADS)
                : List.of(S3Actions.LIST),
            arns.bucket(),
            transport));
    for (UploadProfile profile : completed) {
      moving(profile, arns).ifPresent(statements::add);
      statements.addAll(
          hasParts(profile) || moves(profile)
              ? KmsRights.of(profile, target, arns)
              : KmsRights.ofReading(profile, target, arns));
    }
    return List.copyOf(statements);
  }

  /** Making an object anew where a profile moves it, looking at it there, and removing it. */
  private Optional<PolicyStatement> moving(UploadProfile profile, ObjectArns arns) {
    String prefix = profile.movedPrefix();
    if (prefix == null) {
      return Optional.empty();
    }
    List<String> actions = new ArrayList<>(S3Actions.READ_VERSIONS);
    actions.addAll(S3Actions.DELETE_VERSIONS);
    actions.addAll(S3Actions.forSigning(List.of(profile), target));
    return Optional.of(
        PolicyStatement.allow(
            actions,
            arns.objects() + ObjectArns.escape(prefix) + "*",
            SharedConditions.transport(target)));
  }

  /** Reading what was accepted, also where it was moved. */
  List<PolicyStatement> viewing() {
    ObjectArns arns = ObjectArns.of(target);
    Set<PolicyStatement> statements = new LinkedHashSet<>();
    statements.add(
        PolicyStatement.allow(
            S3Actions.READ_VERSIONS, arns.objects() + pattern, SharedConditions.transport(target)));
    profiles.stream()
        .map(UploadProfile::movedPrefix)
        .filter(Objects::nonNull)
        .forEach(
            prefix ->
                statements.add(
                    PolicyStatement.allow(
                        S3Actions.READ_VERSIONS,
                        arns.objects() + ObjectArns.escape(prefix) + "*",
                        SharedConditions.transport(target))));
    profiles.forEach(profile -> statements.addAll(KmsRights.ofReading(profile, target, arns)));
    return List.copyOf(statements);
  }

  private static boolean moves(UploadProfile profile) {
    return profile.movedPrefix() != null;
  }

  private static boolean hasParts(UploadProfile profile) {
    return profile.kinds().stream().anyMatch(GrantKind::completedByApplication);
  }
}
