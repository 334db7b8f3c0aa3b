package io.uploadgrants;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the keys of a profile's objects. Clients never do.
 *
 * <p>The built-in policies end each key in 128 random bits, in 32 hexadecimal digits. They read as
 * a sentence: {@code ObjectKeyPolicy.perSubject("avatars").dated().withFileName()} makes {@code
 * avatars/alice/2026/11/24/6f1c…9a-me.png}.
 */
public interface ObjectKeyPolicy {

  /**
   * Makes the key of one object, or for {@link UploadScope#PREFIX} the prefix of many.
   *
   * @param request the request, whose texts are hostile; encode them
   * @param now the time of the grant
   * @param random a cryptographically strong source
   * @return a key of 1 to 1,024 bytes in UTF-8; a prefix gets a {@code /} behind it
   */
  String keyFor(UploadRequest request, Instant now, RandomGenerator random);

  /**
   * Returns whether no two grants get the same key, and nobody can guess one. A form doesn't stop
   * its holder from replacing an object, so {@link Overwrite#ONLY_OWN} needs this there.
   *
   * @return whether each key has at least 122 random bits of its own
   */
  default boolean unguessable() {
    return false;
  }

  /**
   * Returns whether different subjects can get the same key or prefix. A profile of {@link
   * UploadScope#PREFIX} is then refused when it is built, for each kind whose strategy doesn't
   * {@linkplain GrantStrategy#separatesUsers separate users}: everybody could replace what others
   * upload. For {@link UploadScope#OBJECT}, {@link Overwrite} says what may be replaced.
   *
   * @return whether they can; true by default, unless the keys are {@linkplain #unguessable
   *     unguessable}. A custom policy whose prefixes are each one subject's overrides it
   */
  default boolean shared() {
    return !unguessable();
  }

  /**
   * Returns what each key of a subject begins with, so that a session that signs for it can be held
   * to that: a signature that is abused then reaches nothing besides it.
   *
   * @param subject the subject, whose text is hostile, or {@code null} for guests; a custom policy
   *     may throw for these where {@link #keyFor} does
   * @return the first part of all keys that {@link #keyFor} makes for the subject, as a rule up to
   *     a {@code /}; empty, which is the default, when they have none in common
   */
  default String prefixFor(@Nullable String subject) {
    return "";
  }

  /**
   * Returns whether each key is some subject's, so that a request without one gets none. A profile
   * that is {@linkplain UploadProfile#openToGuests() open to guests} can't have such keys.
   *
   * @return whether {@link #keyFor} refuses guests
   */
  default boolean needsSubject() {
    return false;
  }

  /**
   * Returns keys of the form {@code prefix/random}.
   *
   * @param prefix the first part of each key, without a {@code /} at either end; empty for none
   * @return the policy
   */
  static RandomKeyPolicy random(String prefix) {
    return new RandomKeyPolicy(prefix, false, false, false);
  }

  /**
   * Returns keys of the form {@code prefix/subject/random}.
   *
   * <p>A subject's bytes other than ASCII letters, digits, {@code .}, {@code -} and {@code _} are
   * written as {@code !} and two hexadecimal digits, as is a leading dot; guests share the part
   * {@code !guest}. No two subjects have the same part.
   *
   * @param prefix the first part of each key, without a {@code /} at either end; empty for none
   * @return the policy
   */
  static RandomKeyPolicy perSubject(String prefix) {
    return new RandomKeyPolicy(prefix, true, false, false);
  }

  /**
   * Returns the one prefix {@code prefix/subject/} for all grants of a subject, written as {@link
   * #perSubject} does; guests are refused. For {@link UploadScope#PREFIX}: it is the same each
   * time, so a subject finds its objects again, and credentials can be reused. A profile of another
   * scope is refused when it is built.
   *
   * @param prefix the first part of each key, without a {@code /} at either end; not empty
   * @return the policy
   */
  static ObjectKeyPolicy subjectFolder(String prefix) {
    return new SubjectFolder(prefix);
  }

  /**
   * Returns the one prefix {@code prefix/} for everybody. For {@link UploadScope#PREFIX} and
   * strategies that put each user's own part behind it, such as the identity of a Cognito identity
   * pool; a profile of another scope, or with another strategy among its kinds, is refused when it
   * is built. Two of the same prefix are equal.
   *
   * @param prefix the first part of each key, without a {@code /} at either end; not empty
   * @return the policy
   */
  static ObjectKeyPolicy folder(String prefix) {
    return new SharedFolder(prefix);
  }
}
