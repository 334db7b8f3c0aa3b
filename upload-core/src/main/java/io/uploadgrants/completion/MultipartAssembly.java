package io.uploadgrants.completion;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.PartPlan;
import io.uploadgrants.UploadRefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes an object of the parts of a multipart upload, or removes them.
 *
 * <p>What a store answers doesn't say what it did: one says that an upload doesn't exist when it
 * was completed a moment ago, another answers "done" again, and an answer can get lost. So nothing
 * is believed here but the object at the key, which carries the upload's id.
 *
 * @param listeners told of parts that were removed
 */
record MultipartAssembly(CompletionListeners listeners) {

  /** How often parts may change while they are put together. */
  private static final int MAX_LOOKS = 5;

  /** How many missing parts a text names. */
  private static final int SHOWN = 10;

  /**
   * Makes the object, if it isn't there yet. Afterwards it is looked at like any other; when the
   * upload was aborted, there is none.
   *
   * @throws UploadRefusedException {@code parts-missing}, {@code invalid-request}, {@code
   *     object-differs}; {@code no-such-upload} when another object has the key
   */
  void assemble(PromisedUpload upload, PartPlan plan, List<UploadedPart> listed) {
    Map<Integer, String> tags = tags(plan, listed);
    for (int look = 0; look < MAX_LOOKS; look++) {
      StoredParts there = upload.store().parts(upload.key(), plan.uploadId());
      if (there == null) {
        return;
      }
      int count = count(plan, there, tags);
      SortedMap<Integer, StoredPart> sent = sent(plan, there, tags);
      if (plan.isOpen()) {
        // S3 would refuse them, but not say which.
        sent.headMap(count).values().removeIf(part -> part.size() < PartPlan.MIN_PART_SIZE);
      }
      if (sent.size() < count) {
        if (upload.isThere()) {
          // Another call has completed the upload, and the store removes its parts by and by.
          return;
        }
        throw missing(plan, count, sent.keySet());
      }
      UploadRefusedException misfit =
          upload.promise().brokenSize(sent.values().stream().mapToLong(StoredPart::size).sum());
      switch (misfit == null ? assembled(upload, List.copyOf(sent.values())) : Assembly.DIFFERS) {
        case DONE, GONE -> {
          return;
        }
        case TAKEN -> {
          if (!upload.isThere()) {
            abort(upload, plan);
            listeners.aborted(upload.claims());
            throw refused(
                ErrorCode.NO_SUCH_UPLOAD,
                "Another object has the upload's key by now, and isn't replaced; ask for a new grant.");
          }
          return;
        }
        case DIFFERS -> {
          UploadRefusedException broken =
              misfit == null
                  ? Promise.differs("Its checksum is another than was declared", null, null)
                  : misfit;
          abort(upload, plan);
          if (upload.isThere()) {
            // Other parts were sent meanwhile, and another call has completed them.
            return;
          }
          listeners.rejected(upload.claims(), broken);
          throw broken;
        }
        case PARTS_CHANGED -> {}
      }
    }
    throw upload.restless();
  }

  private static Assembly assembled(PromisedUpload upload, List<StoredPart> parts) {
    try {
      return upload.store().assemble(upload, parts);
    } catch (IssuanceFailedException unclear) {
      if (upload.isThere()) {
        return Assembly.DONE;
      }
      throw unclear;
    }
  }

  /** Returns the entity tags that the client has got, by part. */
  private static Map<Integer, String> tags(PartPlan plan, List<UploadedPart> listed) {
    Map<Integer, String> tags = new HashMap<>();
    for (UploadedPart part : listed) {
      int number = part.partNumber();
      if (number < 1 || number > plan.count() || tags.put(number, part.etag()) != null) {
        throw UploadRefusedException.invalid(
            "Part %d is listed twice, or is none of the upload's, which has the parts 1 to %d; list each of them once.",
            number, plan.count());
      }
    }
    return tags;
  }

  /**
   * Returns how many parts the file has. Of an open plan the client says it; but a part that it has
   * sent and doesn't list would be cut off.
   */
  private static int count(PartPlan plan, StoredParts there, Map<Integer, String> tags) {
    if (!plan.isOpen()) {
      return plan.count();
    }
    return IntStream.concat(
            tags.keySet().stream().mapToInt(Integer::intValue),
            there.of(plan).stream().mapToInt(StoredPart::partNumber))
        .max()
        .orElse(1);
  }

  /** Returns the parts of the plan that the store has as the client has sent them. */
  private static SortedMap<Integer, StoredPart> sent(
      PartPlan plan, StoredParts there, Map<Integer, String> tags) {
    SortedMap<Integer, StoredPart> sent = new TreeMap<>();
    for (StoredPart part : there.of(plan)) {
      String tag = tags.get(part.partNumber());
      if (tag != null && part.hasTag(tag)) {
        sent.put(part.partNumber(), part);
      }
    }
    return sent;
  }

  private static UploadRefusedException missing(PartPlan plan, int count, Set<Integer> sent) {
    List<Integer> missing =
        IntStream.rangeClosed(1, count).boxed().filter(number -> !sent.contains(number)).toList();
    return new UploadRefusedException(
        ErrorCode.PARTS_MISSING,
        ErrorText.of(
            "%d of %d parts aren't there with the %s: %s; send them, and complete the upload then.",
            missing.size(),
            count,
            phrase(
                plan.isOpen()
                    ? "entity tag that the client has listed, or have less than the 5 MiB that each but the last must have"
                    : "size and entity tag that the client has listed"),
            phrase(shown(missing))),
        count,
        missing);
  }

  private static String shown(List<Integer> numbers) {
    return numbers.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "))
        + (numbers.size() > SHOWN ? ", …" : "");
  }

  /** Removes the parts, also those that arrive meanwhile. */
  void abort(PromisedUpload upload, PartPlan plan) {
    for (int look = 0; look < MAX_LOOKS; look++) {
      upload.store().abort(upload.key(), plan.uploadId());
      if (upload.store().parts(upload.key(), plan.uploadId()) == null) {
        return;
      }
    }
    throw new IssuanceFailedException(
        "Parts were sent again and again while the upload was aborted; ask again.", null);
  }

  private static UploadRefusedException refused(ErrorCode code, String text) {
    return new UploadRefusedException(code, text, null, null);
  }
}
