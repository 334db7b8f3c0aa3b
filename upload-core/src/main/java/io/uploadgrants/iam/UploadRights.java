package io.uploadgrants.iam;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.Overwrite;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TemporaryCredentialsSettings;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A profile's permissions on a target, whoever gets them and for which key. */
final class UploadRights {

  private final UploadProfile profile;
  private final UploadTarget target;
  private final ObjectArns arns;
  private final boolean forbidsOverwrite;
  private final List<Demand> demands;

  UploadRights(UploadProfile profile, UploadTarget target) {
    checkListing(profile, target);
    this.profile = profile;
    this.target = target;
    this.arns = ObjectArns.of(target);
    this.forbidsOverwrite = forbidsOverwrite(profile, target);
    this.demands = List.copyOf(Demands.of(profile, target));
  }

  /** Returns whether a profile's temporary credentials allow more than uploading. */
  static boolean allows(UploadProfile profile, ObjectAccess access) {
    return profile
        .grants(TemporaryCredentialsSettings.class)
        .filter(settings -> settings.access().contains(access))
        .isPresent();
  }

  /** A forged prefix would list the whole bucket. */
  static void checkListing(UploadProfile profile, UploadTarget target) {
    if (allows(profile, ObjectAccess.LIST) && !target.supports(StoreFeature.POLICY_CONDITIONS)) {
      throw new UploadConfigurationException(
          "profiles." + profile.name() + ".temporary-credentials.access",
          "Profile '%s' lets users list their own objects, and without %s a policy can't keep them from listing all others; drop it, or declare that feature on the target if its store has it.",
          profile.name(),
          StoreFeature.POLICY_CONDITIONS.id());
    }
  }

  /** As a presigned PUT does: where the store can, and the profile doesn't allow it. */
  static boolean forbidsOverwrite(UploadProfile profile, UploadTarget target) {
    return profile.constraints().overwrite() != Overwrite.ALLOWED
        && target.supports(StoreFeature.CONDITIONAL_WRITES)
        && target.supports(StoreFeature.CONDITIONAL_WRITE_POLICIES);
  }

  Map<String, String> headers(Map<String, String> tags) {
    Map<String, String> headers = new TreeMap<>();
    for (Demand demand : demands(tags)) {
      if (demand.value() != null) {
        headers.put(demand.header(), demand.value());
      }
    }
    if (forbidsOverwrite) {
      headers.put("if-none-match", "*");
    }
    return Collections.unmodifiableMap(headers);
  }

  /** Returns what the profile and a request's tags demand. */
  private List<Demand> demands(Map<String, String> tags) {
    Map<String, String> all = new TreeMap<>(profile.settings().tags());
    all.putAll(tags);
    if (all.isEmpty()) {
      return demands;
    }
    if (!Demands.canBe(all, target)) {
      throw new UploadRefusedException(
          ErrorCode.INVALID_REQUEST,
          ErrorText.of(
              "The upload has %d tags that no policy on this store can demand: it lacks %s or %s, or two names differ by case alone. Leave them out, rename one, or ask for another kind of grant.",
              all.size(), StoreFeature.TAGS.id(), StoreFeature.POLICY_CONDITIONS.id()),
          null,
          all.size());
    }
    List<Demand> more = new ArrayList<>(demands);
    more.add(Demands.tags(all));
    return more;
  }

  /** Returns the statements for the objects of a pattern whose plain text is escaped already. */
  List<PolicyStatement> statements(String pattern, Map<String, String> tags) {
    List<PolicyStatement> statements = new ArrayList<>();
    List<Demand> demanded = demands(tags);
    String objects = arns.objects() + pattern;
    byConditions(demanded)
        .forEach(
            (conditions, actions) ->
                statements.add(PolicyStatement.allow(actions, objects, conditions)));
    if (forbidsOverwrite) {
      // Everywhere, not just here: it takes no room, and only refuses.
      statements.add(
          PolicyStatement.deny(
              S3Actions.PUT,
              "*",
              PolicyCondition.absent("s3:if-none-match", true),
              PolicyCondition.isTrue("s3:ObjectCreationOperation")));
    }
    if (allows(profile, ObjectAccess.LIST)) {
      List<PolicyCondition> conditions = new ArrayList<>(SharedConditions.of(target));
      conditions.add(PolicyCondition.like("s3:prefix", pattern));
      statements.add(PolicyStatement.allow(List.of(S3Actions.LIST), arns.bucket(), conditions));
    }
    statements.addAll(KmsRights.of(profile, target, arns));
    return statements;
  }

  /** Returns the actions on objects, those with the same conditions together. */
  private Map<List<PolicyCondition>, List<String>> byConditions(List<Demand> demanded) {
    List<String> actions = new ArrayList<>(S3Actions.UPLOAD);
    demanded.forEach(demand -> actions.addAll(demand.actions()));
    if (allows(profile, ObjectAccess.READ)) {
      actions.add(S3Actions.READ);
    }
    Map<List<PolicyCondition>, List<String>> statements = new LinkedHashMap<>();
    for (String action : actions.stream().distinct().toList()) {
      List<PolicyCondition> conditions = new ArrayList<>(SharedConditions.of(target));
      for (Demand demand : demanded) {
        if (demand.actions().contains(action)) {
          conditions.addAll(demand.conditions());
        }
      }
      statements.computeIfAbsent(conditions, same -> new ArrayList<>()).add(action);
    }
    return statements;
  }
}
