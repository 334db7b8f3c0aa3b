package io.uploadgrants.s3;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantDraft;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.sigv4.PercentEncoder;
import io.uploadgrants.sigv4.PresignRequest;
import io.uploadgrants.sigv4.SigV4Signer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills in and signs the presigned PUTs of one profile. */
final class PresignedPutIssuer implements GrantIssuer {

  private static final String HOST = "host";
  private static final String CONTENT_LENGTH = "content-length";

  private final UploadProfile profile;
  private final SigningCredentials credentials;
  private final Map<UploadConstraint, EnforcedBy> enforced;
  private final StorageEnforced storage;
  private final S3Address address;
  private final SigV4Signer signer;
  private final List<ObjectHeader> headers;

  PresignedPutIssuer(
      UploadProfile profile,
      UploadTarget target,
      SigningCredentials credentials,
      Map<UploadConstraint, EnforcedBy> enforced) {
    SingleRequest.check(profile);
    this.profile = profile;
    this.credentials = credentials;
    this.enforced = enforced;
    this.storage = StorageEnforced.byPut(target);
    this.address = S3Address.of(target);
    this.signer = new SigV4Signer(address.region(), address.service());
    List<ObjectHeader> all = ObjectHeaders.of(profile, target);
    all.add(new ObjectHeader(HOST, null, request -> address.host()));
    all.add(
        new ObjectHeader(
            CONTENT_LENGTH,
            UploadConstraint.SIZE,
            request -> request.size() == null ? null : request.size().toString()));
    all.addAll(GuardHeaders.beside(all, target));
    if (PresignedPutStrategy.guardsKey(profile, target)) {
      all.add(ObjectHeader.fixed("if-none-match", UploadConstraint.NO_OVERWRITE, "*"));
    }
    this.headers = sorted(all);
  }

  private static List<ObjectHeader> sorted(List<ObjectHeader> headers) {
    headers.sort(Comparator.comparing(ObjectHeader::name));
    return List.copyOf(headers);
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadRequest request) {
    Map<UploadConstraint, EnforcedBy> all = storage.with(enforced, request);
    if (request.size() != null || !all.containsKey(UploadConstraint.SIZE)) {
      return all;
    }
    // Only an exact size can be signed.
    Map<UploadConstraint, EnforcedBy> unsized = new EnumMap<>(all);
    unsized.remove(UploadConstraint.SIZE);
    return unsized;
  }

  @Override
  public PresignedPut issue(GrantDraft draft) {
    UploadRequest request = draft.request();
    String key = draft.key();
    SingleRequest.check(request);
    SigningWindow window =
        SigningWindow.open(credentials, request, draft.issuedAt(), profile.validity());
    List<ObjectHeader> all = headersFor(draft);
    List<String> signed = new ArrayList<>(2 * all.size());
    Map<String, String> toSend = new LinkedHashMap<>();
    Map<String, String> implicit = new LinkedHashMap<>(4);
    for (ObjectHeader header : all) {
      String value = header.value().of(request);
      if (value != null) {
        String name = header.name();
        signed.add(name);
        signed.add(value);
        boolean byClient = name.equals(HOST) || name.equals(CONTENT_LENGTH);
        (byClient ? implicit : toSend).put(name, value);
      }
    }
    PresignRequest put =
        new PresignRequest(
            "PUT",
            address.origin(),
            address.path() + "/" + PercentEncoder.encodePath(key),
            "",
            signed);
    return new PresignedPut(
        key,
        signer.presign(put, window.credentials(), window.start(), window.seconds()),
        Collections.unmodifiableMap(toSend),
        Collections.unmodifiableMap(implicit),
        window.end(),
        enforces(request));
  }

  private List<ObjectHeader> headersFor(GrantDraft draft) {
    UploadRequest request = draft.request();
    String uploadId = draft.uploadId();
    if (request.metadata().isEmpty() && request.tags().isEmpty() && uploadId == null) {
      return headers;
    }
    List<ObjectHeader> own = ObjectHeaders.of(request, profile);
    if (uploadId != null) {
      own.add(ObjectHeaders.uploadId(uploadId));
    }
    List<ObjectHeader> all = new ArrayList<>(headers);
    // The request's tags take the place of the header that keeps others out.
    all.removeIf(header -> own.stream().anyMatch(other -> other.name().equals(header.name())));
    all.addAll(own);
    return sorted(all);
  }
}
