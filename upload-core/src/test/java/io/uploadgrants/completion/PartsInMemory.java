package io.uploadgrants.completion;

import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.PartPlan;
import io.uploadgrants.TestGrants;
import io.uploadgrants.TicketClaims;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A bucket in memory that takes uploads in parts. Each call goes through a {@link Seam}. */
final class PartsInMemory implements ObjectStore {

  final Map<String, StoredObject> objects = new ConcurrentHashMap<>();
  final Map<String, Map<Integer, StoredPart>> uploads = new ConcurrentHashMap<>();
  final Seam seam = new Seam();
  final Repeated repeated;

  /** What comes of the parts, where that isn't what was promised. */
  @Nullable StoredObject otherwise;

  byte[] head = {};

  /** The first bytes of objects that begin otherwise. */
  final Map<String, byte[]> heads = new ConcurrentHashMap<>();

  /** The keys whose objects the store refuses to show. */
  final Set<String> unreadable = ConcurrentHashMap.newKeySet();

  /** What comes to light when an object is removed, as in a bucket with versions. */
  final Map<String, StoredObject> older = new ConcurrentHashMap<>();

  /** Whether the checksum that was declared is another file's. */
  boolean declaredFalsely;

  /** Whether parts are sent again each time that they were listed. */
  boolean restless;

  private final Set<String> completed = new HashSet<>();
  private final Map<String, String> copies = new ConcurrentHashMap<>();

  /** How a store answers when an upload is completed that is completed already. */
  enum Repeated {
    /** As AWS does. */
    SUCCEEDS(Assembly.DONE),
    /** As MinIO does. */
    KNOWS_NO_UPLOAD(Assembly.GONE),
    /** As one does that looks at the condition first. */
    FINDS_THE_KEY_TAKEN(Assembly.TAKEN);

    private final Assembly answer;

    Repeated(Assembly answer) {
      this.answer = answer;
    }
  }

  PartsInMemory(Repeated repeated) {
    this.repeated = repeated;
  }

  /** Returns whether the upload was there to take the part. */
  boolean send(String uploadId, StoredPart part) {
    return seam.through("send", () -> taken(uploadId, part));
  }

  private boolean taken(String uploadId, StoredPart part) {
    return uploads.computeIfPresent(
            uploadId,
            (id, parts) -> {
              parts.put(part.partNumber(), part);
              return parts;
            })
        != null;
  }

  @Override
  public @Nullable StoredParts parts(String key, String uploadId) {
    return seam.through(
        "parts",
        () -> {
          Map<Integer, StoredPart> parts = uploads.get(uploadId);
          return parts == null ? null : new StoredParts(new ArrayList<>(parts.values()), null);
        });
  }

  @Override
  public Assembly assemble(PromisedUpload upload, List<StoredPart> parts) {
    return seam.through("assemble", () -> assembled(upload, parts));
  }

  private Assembly assembled(PromisedUpload upload, List<StoredPart> parts) {
    TicketClaims claims = upload.claims();
    String id = Objects.requireNonNull(claims.parts()).uploadId();
    Map<Integer, StoredPart> stored = uploads.get(id);
    if (stored == null) {
      return completed.contains(id) ? repeated.answer : Assembly.GONE;
    }
    if (restless || !stored.values().containsAll(parts)) {
      return Assembly.PARTS_CHANGED;
    }
    if (upload.replacesNothing() && objects.containsKey(claims.key())) {
      return Assembly.TAKEN;
    }
    if (declaredFalsely) {
      return Assembly.DIFFERS;
    }
    uploads.remove(id);
    completed.add(id);
    StoredObject other = otherwise;
    objects.put(claims.key(), other == null ? whole(claims, parts) : other);
    return Assembly.DONE;
  }

  private static StoredObject whole(TicketClaims claims, List<StoredPart> parts) {
    return object(
        claims,
        parts.stream().mapToLong(StoredPart::size).sum(),
        Objects.requireNonNull(claims.contentType()),
        parts.stream()
            .map(part -> part.etag().replace("\"", ""))
            .collect(Collectors.joining("+", "\"", "-" + parts.size() + "\"")));
  }

  static StoredObject object(TicketClaims claims, long size, String type, String etag) {
    return new StoredObject(claims.id(), size, type, "", etag, null, Map.of(), TestGrants.NOW);
  }

  @Override
  public String startCopy(PromisedUpload upload, StoredObject source) {
    return seam.through(
        "startCopy",
        () -> {
          String id = "copy" + copies.size();
          copies.put(id, Objects.requireNonNull(upload.claims().destination()).key());
          uploads.put(id, new TreeMap<>());
          return id;
        });
  }

  /** As S3, which knows an object by its entity tag alone. */
  @Override
  public @Nullable StoredPart copyPart(
      String from, StoredObject source, PromisedUpload to, int partNumber) {
    return seam.through("copyPart", () -> copied(from, source, to, partNumber));
  }

  private @Nullable StoredPart copied(
      String from, StoredObject source, PromisedUpload to, int partNumber) {
    PartPlan plan = Objects.requireNonNull(to.claims().parts());
    StoredObject present = objects.get(from);
    if (present == null || !present.etag().equals(source.etag())) {
      return null;
    }
    String tag = "\"copied-" + present.etag().replace("\"", "") + "\"";
    StoredPart part = new StoredPart(partNumber, plan.sizeOf(partNumber), tag, null);
    if (!taken(plan.uploadId(), part)) {
      throw new IssuanceFailedException("There is no such upload", null);
    }
    byte[] bytes = heads.get(from);
    if (bytes != null) {
      heads.put(to.key(), bytes);
    }
    return part;
  }

  @Override
  public List<String> started(String key) {
    return seam.through(
        "started",
        () -> uploads.keySet().stream().filter(id -> key.equals(copies.get(id))).sorted().toList());
  }

  @Override
  public void abort(String key, String uploadId) {
    seam.through("abort", () -> uploads.remove(uploadId));
  }

  @Override
  public @Nullable StoredObject look(String key) {
    return seam.through(
        "look",
        () -> {
          if (unreadable.contains(key)) {
            throw new IssuanceFailedException("The store refuses to show the object", null);
          }
          return objects.get(key);
        });
  }

  @Override
  public byte @Nullable [] read(String key, StoredObject object, int count) {
    return seam.through(
        "read",
        () -> {
          StoredObject present = objects.get(key);
          return present != null && present.etag().equals(object.etag())
              ? heads.getOrDefault(key, head)
              : null;
        });
  }

  @Override
  public boolean remove(String key, StoredObject object) {
    return seam.through(
        "remove",
        () -> {
          boolean removed = objects.remove(key, object);
          if (removed) {
            heads.remove(key);
            StoredObject before = older.remove(key);
            if (before != null) {
              objects.put(key, before);
            }
          }
          return removed || !objects.containsKey(key);
        });
  }

  void start(PartPlan plan) {
    uploads.put(plan.uploadId(), new TreeMap<>());
  }
}
