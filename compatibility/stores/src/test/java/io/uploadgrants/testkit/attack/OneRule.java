package io.uploadgrants.testkit.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.Tampering;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;

/** What a grant claims holds against every altered copy, or its profile is refused at start. */
final class OneRule {

  private final Set<String> claimed = new TreeSet<>();
  private final Set<String> refused = new TreeSet<>();
  private final Map<String, Set<UploadConstraint>> broken = new TreeMap<>();
  private int sent;

  /** A profile was refused, which has to name what the store would have to have. */
  void refused(Variety variety, UploadTarget target, UploadConfigurationException why) {
    refused.add(variety.toString());
    String text = String.valueOf(why.getMessage());
    // Behind these words, because a constraint may be called as a feature is.
    String lacking =
        text.replaceFirst("(?s).*(store features that aren't declared: |it has no )", "");
    assertThat(lacking).as("what is missing, of: %s", text).isNotEqualTo(text);
    assertThat(
            Arrays.stream(StoreFeature.values())
                .filter(feature -> !target.supports(feature))
                .map(StoreFeature::id))
        .as("features, of which one is named by: %s", text)
        .anyMatch(lacking::contains);
  }

  void claimedBy(UploadGrant grant) {
    grant
        .enforced()
        .forEach(
            (constraint, enforcer) -> {
              if (enforcer == EnforcedBy.STORAGE) {
                claimed.add(grant.kind().id() + " " + constraint.id());
              }
            });
  }

  void sent(Tampering copy, Tampering.Verdict verdict) {
    sent++;
    if (!verdict.broken().isEmpty()) {
      broken.computeIfAbsent(copy.name(), unknown -> new TreeSet<>()).addAll(verdict.broken());
    }
  }

  void sentExpired() {
    sent++;
  }

  /**
   * Prints what came of it.
   *
   * @param holes copies that break claims because the store doesn't look at a signature, which no
   *     feature stands for
   */
  void print(String store, Set<String> holes) {
    Map<String, Set<UploadConstraint>> unknown = broken(holes);
    System.out.printf(
        "claimed × broken: %s: %d constraints claimed, %d altered copies sent, %d profiles refused at start, %d broken%s%n",
        store,
        claimed.size(),
        sent,
        refused.size(),
        unknown.values().stream().mapToInt(Set::size).sum(),
        holes.isEmpty()
            ? ""
            : ", but for %d copies through known holes".formatted(broken.size() - unknown.size()));
  }

  void assertHeld(SoftAssertions all, Set<String> holes) {
    all.assertThat(broken(holes)).as("copies, and what they break of what grants claim").isEmpty();
    all.assertThat(
            holes.stream()
                .filter(hole -> broken.keySet().stream().noneMatch(copy -> matches(hole, copy))))
        .as("holes that break no claim")
        .isEmpty();
  }

  /** Whether a copy is meant by a name that may end in an asterisk. */
  static boolean matches(String listed, String name) {
    return listed.endsWith("*")
        ? name.startsWith(listed.substring(0, listed.length() - 1))
        : name.equals(listed);
  }

  private Map<String, Set<UploadConstraint>> broken(Set<String> holes) {
    Map<String, Set<UploadConstraint>> unknown = new TreeMap<>(broken);
    unknown.keySet().removeIf(copy -> holes.stream().anyMatch(hole -> matches(hole, copy)));
    return unknown;
  }
}
