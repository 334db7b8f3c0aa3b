package io.uploadgrants.iam;

import io.uploadgrants.iam.RevocationException.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who is revoked, as far as a caller of revokers can know.
 *
 * @param surely sessions of a subject of before this moment are dead
 * @param perhaps sessions of after this one live; between the two nobody knows
 */
record RevocationReference(Map<String, Instant> surely, Map<String, Instant> perhaps) {

  RevocationReference() {
    this(new TreeMap<>(), new TreeMap<>());
  }

  RevocationReference copy() {
    return new RevocationReference(new TreeMap<>(surely), new TreeMap<>(perhaps));
  }

  void revoked(Revocation revocation, boolean full) {
    if (full) {
      // It may have taken the place of those that it covers.
      surely.entrySet().removeIf(each -> revocation.covers(of(each)));
    }
    surely.merge(revocation.name(), revocation.before(), RevocationReference::later);
    perhaps.merge(revocation.name(), revocation.before(), RevocationReference::later);
  }

  /** Returns what is known when a revocation, of which nobody knew, has come into force. */
  RevocationReference after(Revocation late) {
    RevocationReference next = copy();
    next.perhaps.merge(late.name(), late.before(), RevocationReference::later);
    return next;
  }

  void notRevoked(RevocationException thrown, Revocation wanted, List<Revocation> puts) {
    thrown.removed().forEach(each -> surely.remove(each.name(), each.before()));
    puts.stream()
        .filter(each -> !each.equals(wanted) || thrown.state() == State.UNKNOWN)
        .forEach(each -> perhaps.merge(each.name(), each.before(), RevocationReference::later));
  }

  void lifted(String name, List<Revocation> meanwhile) {
    surely.remove(name);
    perhaps.remove(name);
    meanwhile.stream()
        .filter(each -> each.name().equals(name))
        .forEach(each -> perhaps.merge(name, each.before(), RevocationReference::later));
  }

  void perhapsLifted(String name) {
    surely.remove(name);
  }

  static Instant of(Map<String, Instant> moments, String subject, Instant floor) {
    return later(
        floor,
        later(
            moments.getOrDefault(subject, floor),
            moments.getOrDefault(Revocation.EVERYBODY, floor)));
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Revocation of(Map.Entry<String, Instant> entry) {
    return new Revocation(entry.getKey(), entry.getValue(), RevokedBy.ROLE_SESSION_NAME);
  }
}
