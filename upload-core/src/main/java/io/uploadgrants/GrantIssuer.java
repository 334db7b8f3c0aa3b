package io.uploadgrants;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Issues the grants of one profile and kind. Thread-safe. */
public interface GrantIssuer {

  /**
   * Returns the constraints that a grant for a request would enforce, and how. It is asked before
   * anything is issued: a request whose constraints aren't all there gets another kind, or none.
   *
   * @param request the request, checked against the profile
   * @return the constraints of the profile and of the request that a grant would enforce; one that
   *     it wouldn't must not be there
   */
  Map<UploadConstraint, EnforcedBy> enforces(UploadRequest request);

  /**
   * Issues a grant.
   *
   * @param draft what the grant is for
   * @return a grant that enforces what {@link #enforces} said
   * @throws IssuanceFailedException when credentials or storage can't be reached; what was made by
   *     then is removed here, since there is no grant to {@linkplain #withdraw take back}
   */
  UploadGrant issue(GrantDraft draft);

  /**
   * Takes back a grant that was issued and that {@link UploadGrants#grant} doesn't return: a check
   * or a {@link GrantListener} has withheld it. Whoever makes something in the store when it issues
   * removes it here; a signature needs nothing, since nobody knows it. What is thrown here is
   * logged, and changes nothing.
   *
   * @param draft what the grant was for
   * @param grant the grant, as {@link #issue} returned it
   */
  default void withdraw(GrantDraft draft, UploadGrant grant) {}

  /**
   * Signs more parts of a {@link MultipartUpload} that this issuer, or one like it on another node,
   * has started.
   *
   * @param upload what its ticket says
   * @param partNumbers which parts, each from 1 to its plan's {@link PartPlan#count()}
   * @param now the present
   * @return the parts, whose URLs don't outlive the ticket
   * @throws IssuanceFailedException when the credentials that sign can't be reached
   * @throws UnsupportedOperationException when the kind has no parts
   */
  default SignedParts sign(TicketClaims upload, List<Integer> partNumbers, Instant now) {
    throw new UnsupportedOperationException("A grant of this kind has no parts");
  }

  /**
   * Returns an issuer whose grants all enforce the same, and need no taking back.
   *
   * @param enforces the constraints that each grant enforces, and how
   * @param issue makes a grant of its draft
   * @return the issuer
   */
  static GrantIssuer of(
      Map<UploadConstraint, EnforcedBy> enforces, Function<GrantDraft, UploadGrant> issue) {
    Map<UploadConstraint, EnforcedBy> same = Map.copyOf(enforces);
    Objects.requireNonNull(issue, "issue");
    return new GrantIssuer() {
      @Override
      public Map<UploadConstraint, EnforcedBy> enforces(UploadRequest request) {
        return same;
      }

      @Override
      public UploadGrant issue(GrantDraft draft) {
        return issue.apply(draft);
      }
    };
  }
}
