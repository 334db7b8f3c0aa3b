package io.uploadgrants;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Profiles compiled for the targets of a {@link TargetResolver}. Bounded by two generations: what
 * was not asked for while the younger one filled up is dropped. A hit takes no lock.
 */
final class ResolvedTargets {

  /** Of each generation, so that up to twice as many are kept. */
  static final int GENERATION = 500;

  private record Place(String profile, UploadTarget target) {}

  private volatile Map<Place, PreparedProfile> young = new ConcurrentHashMap<>();
  private volatile Map<Place, PreparedProfile> old = Map.of();

  PreparedProfile get(UploadProfile profile, UploadTarget target, ProfileCompiler compiler) {
    Place place = new Place(profile.name(), target);
    PreparedProfile found = young.get(place);
    if (found == null) {
      found = old.get(place);
      if (found == null) {
        found = compiler.compile(profile, target);
      }
      keep(place, found);
    }
    return found;
  }

  private synchronized void keep(Place place, PreparedProfile prepared) {
    if (young.size() >= GENERATION) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
    young.put(place, prepared);
  }
}
