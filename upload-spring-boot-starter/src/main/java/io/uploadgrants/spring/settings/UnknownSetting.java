package io.uploadgrants.spring.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;

/**
 * A setting that would be dropped or taken for another.
 *
 * @param name its name as it is written
 * @param origin where it is set, as far as Spring Boot knows
 * @param remedy what to write instead; empty when nothing known is like it
 */
record UnknownSetting(String name, @Nullable Origin origin, String remedy) {

  /** Returns the name, its place and the remedy, never the value. */
  @Override
  public String toString() {
    return "'%s' in %s.%s"
        .formatted(
            name,
            origin == null ? "a source without places" : origin,
            remedy.isEmpty() ? "" : " " + remedy);
  }
}
