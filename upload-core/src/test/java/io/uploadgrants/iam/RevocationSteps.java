package io.uploadgrants.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/**
 * What one node does, one call of IAM at a time: for each step it runs anew, gets the answers that
 * it has had, makes one more call and is stopped. So any two of them can be interleaved in one
 * thread, and the same seed always gives the same story. Calls fail at random, before or after they
 * have taken effect.
 */
final class RevocationSteps implements IamClient {

  /** Isn't caught by anything that is tested. */
  private static final class Stopped extends Error {
    private static final long serialVersionUID = 1;

    private Stopped() {
      super(null, null, false, false);
    }
  }

  private final String what;
  private final int node;
  final Revocation wanted;
  private final IamClient iam;
  private final Random random;
  private final double failing;
  private final Function<IamClient, Object> work;
  private final List<Supplier<Object>> answers = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  final List<Revocation> puts = new ArrayList<>();
  private int played;
  private int more;
  private @Nullable Object result;

  /** Steps of the whole story, for what went on at a time. */
  int start = -1;

  int end;
  int failures;

  /** Deletes that IAM didn't answer. */
  int undecided;

  boolean full;

  /** Puts that IAM gets when nobody waits for them any more. */
  final List<Supplier<Object>> late = new ArrayList<>();

  /** What another node has put at the same time; a lift may have come too early for it. */
  final List<Revocation> meanwhile = new ArrayList<>();

  /** Looks at IAM after each call. */
  Consumer<RevocationSteps> watch = steps -> {};

  RevocationSteps(
      String what,
      int node,
      Revocation wanted,
      IamClient iam,
      Random random,
      double failing,
      Function<IamClient, Object> work) {
    this.what = what;
    this.node = node;
    this.wanted = wanted;
    this.iam = iam;
    this.random = random;
    this.failing = failing;
    this.work = work;
  }

  /**
   * Goes on.
   *
   * @return whether it has ended
   */
  boolean step(int number, int calls) {
    start = start < 0 ? number : start;
    end = number;
    played = 0;
    more = calls;
    try {
      result = work.apply(this);
      return true;
    } catch (Stopped notYet) {
      return false;
    } catch (RevocationException thrown) {
      result = thrown;
      return true;
    }
  }

  void overlaps(RevocationSteps other) {
    if (start <= other.end && other.start <= end) {
      meanwhile.addAll(other.puts);
      other.meanwhile.addAll(puts);
    }
  }

  /** Whether a caller was told that a revocation may yet come into force. */
  boolean announces(Revocation revocation) {
    return !(result instanceof RevocationException thrown)
        || thrown.removed().contains(revocation)
        || revocation.equals(wanted) && thrown.state() == RevocationException.State.UNKNOWN;
  }

  boolean lifts() {
    return what.equals("lift");
  }

  Object result() {
    if (result == null) {
      throw new IllegalStateException("not ended: " + this);
    }
    return result;
  }

  /** Tells the reference what a caller knows now. */
  void tell(RevocationReference reference) {
    if (result instanceof Revocation revocation) {
      assertThat(revocation.name()).isEqualTo(wanted.name());
      assertThat(revocation.before()).isAfterOrEqualTo(wanted.before());
      reference.revoked(revocation, full);
    } else if (result instanceof RevocationException thrown && what.equals("revoke")) {
      reference.notRevoked(thrown, wanted, puts);
    } else if (result instanceof RevocationException thrown && lifts()) {
      if (thrown.state() == RevocationException.State.UNKNOWN) {
        reference.perhapsLifted(wanted.name());
      }
    } else if (lifts()) {
      reference.lifted(wanted.name(), meanwhile);
    }
  }

  @Override
  public String toString() {
    return "%s %s, node %d, steps %d-%d: %s -> %s"
        .formatted(what, wanted.shown(), node, start, end, calls, result);
  }

  @Override
  public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest put) {
    Revocation told = RevocationModelTests.checked(put.policyName(), put.policyDocument());
    return (PutRolePolicyResponse)
        answer(
            "put " + told.name() + told.before().getEpochSecond(),
            () -> {
              PutRolePolicyResponse done = iam.putRolePolicy(put);
              puts.add(told);
              return done;
            });
  }

  @Override
  public ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest list) {
    return (ListRolePoliciesResponse) answer("list", () -> iam.listRolePolicies(list));
  }

  @Override
  public DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest delete) {
    return (DeleteRolePolicyResponse)
        answer("delete " + delete.policyName(), () -> iam.deleteRolePolicy(delete));
  }

  private Object answer(String call, Supplier<Object> live) {
    if (played == answers.size()) {
      if (more-- == 0) {
        throw new Stopped();
      }
      answers.add(made(call, live));
      watch.accept(this);
    }
    return answers.get(played++).get();
  }

  private Supplier<Object> made(String call, Supplier<Object> live) {
    if (random.nextDouble() < failing) {
      failures++;
      int kind = random.nextInt(4);
      RuntimeException failure = failure(kind);
      boolean lost = kind >= 2;
      undecided += lost && call.startsWith("delete") ? 1 : 0;
      if (lost && call.startsWith("put") && random.nextInt(3) == 0) {
        late.add(live);
        calls.add(call + " comes late");
      } else if (lost && random.nextBoolean()) {
        calls.add(call + " unanswered: " + unanswered(live));
      } else {
        calls.add(call + (lost ? " lost" : " refused"));
      }
      return () -> {
        throw failure;
      };
    }
    try {
      Object answer = live.get();
      calls.add(call);
      return () -> answer;
    } catch (RuntimeException refused) {
      full |= refused instanceof LimitExceededException;
      calls.add(call + " " + refused.getClass().getSimpleName());
      return () -> {
        throw refused;
      };
    }
  }

  /** Makes a call whose answer nobody gets, and returns it for the story. */
  static String unanswered(Supplier<Object> live) {
    try {
      return live.get().getClass().getSimpleName();
    } catch (RuntimeException refused) {
      return refused.getClass().getSimpleName();
    }
  }

  /** After the first two kinds nothing has changed; after the others nobody knows. */
  private static RuntimeException failure(int kind) {
    return switch (kind) {
      case 0 -> InlinePolicies.error(403, "AccessDenied");
      case 1 -> InlinePolicies.error(400, "Throttling");
      case 2 -> InlinePolicies.error(500, "ServiceFailure");
      default -> SdkClientException.create("no answer");
    };
  }

  @Override
  public String serviceName() {
    return "iam";
  }

  @Override
  public void close() {}
}
