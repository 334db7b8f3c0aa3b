package io.uploadgrants.s3;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadConstraints;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.sigv4.SigV4Signer;
import io.uploadgrants.sigv4.SigningKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills in and signs the forms of one profile. */
final class PostPolicyIssuer implements GrantIssuer {

  private static final String FILE_NAME = "${filename}";

  /** The fields whose names aren't those of the headers. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "content-type", "Content-Type",
          "cache-control", "Cache-Control",
          "content-disposition", "Content-Disposition",
          "x-amz-acl", "acl",
          "x-amz-tagging", "tagging");

  private final UploadProfile profile;
  private final UploadTarget target;
  private final SigningCredentials credentials;
  private final Map<UploadConstraint, EnforcedBy> enforced;
  private final String url;
  private final SigV4Signer signer;
  private final List<ObjectHeader> fields;
  private final boolean manyFiles;

  PostPolicyIssuer(
      UploadProfile profile,
      UploadTarget target,
      SigningCredentials credentials,
      Map<UploadConstraint, EnforcedBy> enforced) {
    SingleRequest.check(profile);
    this.profile = profile;
    this.target = target;
    this.credentials = credentials;
    this.enforced = enforced;
    S3Address address = S3Address.of(target);
    this.url = address.origin() + address.path() + "/";
    this.signer = new SigV4Signer(address.region(), address.service());
    this.manyFiles = profile.scope() == UploadScope.PREFIX;
    this.fields = List.copyOf(fields());
  }

  private List<ObjectHeader> fields() {
    List<ObjectHeader> all = new ArrayList<>();
    for (ObjectHeader header : ObjectHeaders.of(profile, target)) {
      if (!(manyFiles && header.name().equals(ObjectHeaders.CONTENT_TYPE))) {
        all.add(asField(header));
      }
    }
    URI redirect = profile.successRedirect();
    all.add(
        redirect == null
            ? field("success_action_status", Integer.toString(profile.successStatus()))
            : field("success_action_redirect", redirect.toString()));
    return all;
  }

  private static ObjectHeader field(String name, String value) {
    return new ObjectHeader(name, null, request -> value);
  }

  private ObjectHeader asField(ObjectHeader header) {
    String name = FIELDS.getOrDefault(header.name(), header.name());
    if (!header.name().equals(ObjectHeaders.TAGGING)) {
      return new ObjectHeader(name, header.constraint(), header.value());
    }
    String fixed = TaggingXml.of(profile.settings().tags());
    return new ObjectHeader(
        name,
        header.constraint(),
        request ->
            request.tags().isEmpty()
                ? fixed
                : TaggingXml.of(ObjectHeaders.merged(profile.settings(), request)));
  }

  @Override
  public PostPolicy issue(UploadRequest request, String key, Instant now) {
    SingleRequest.check(request);
    SigningWindow window = SigningWindow.open(credentials, now, profile.validity());
    SigningKey signingKey = signer.key(window.credentials(), window.start());
    PolicyDocument policy = new PolicyDocument(window.end());
    Map<String, String> form = new LinkedHashMap<>(32);

    policy.equal("bucket", target.bucket());
    String keyField = manyFiles ? key + FILE_NAME : key;
    form.put("key", keyField);
    if (manyFiles) {
      policy.startsWith("key", key);
    } else {
      policy.equal("key", key);
    }
    Map<String, String> open = manyFiles ? contentTypeOfMany(policy, form) : Map.of();
    length(policy, request);
    for (ObjectHeader field : fields) {
      add(policy, form, field, request);
    }
    if (!request.metadata().isEmpty() || !request.tags().isEmpty()) {
      for (ObjectHeader header : ObjectHeaders.of(request, profile)) {
        add(policy, form, asField(header), request);
      }
    }
    sign(policy, form, signingKey, window.start());
    return new PostPolicy(
        keyField,
        url,
        Collections.unmodifiableMap(form),
        open,
        window.end(),
        StorageEnforced.with(enforced, request, target));
  }

  private static void add(
      PolicyDocument policy, Map<String, String> form, ObjectHeader field, UploadRequest request) {
    String value = field.value().of(request);
    if (value != null) {
      add(policy, form, field.name(), value);
    }
  }

  /** Adds a field and its condition; there is no other way to add either. */
  private static void add(
      PolicyDocument policy, Map<String, String> form, String name, String value) {
    if (value.contains(FILE_NAME)) {
      throw new UploadRefusedException(
          ErrorCode.INVALID_REQUEST,
          "The form's field '%s' would have %s in it, which S3 replaces; change that text."
              .formatted(name, FILE_NAME),
          null,
          null);
    }
    if (form.put(name, value) != null) {
      throw new IllegalStateException("The form would have two fields '" + name + "'");
    }
    policy.equal(name, value);
  }

  private Map<String, String> contentTypeOfMany(PolicyDocument policy, Map<String, String> form) {
    List<String> types = profile.constraints().contentTypes();
    String type = types.isEmpty() ? "*" : types.get(0);
    if (type.endsWith("*")) {
      String start = type.substring(0, type.length() - 1);
      policy.startsWith("Content-Type", start);
      return Map.of("Content-Type", start);
    }
    add(policy, form, "Content-Type", type);
    return Map.of();
  }

  private void length(PolicyDocument policy, UploadRequest request) {
    UploadConstraints constraints = profile.constraints();
    Long size = request.size();
    Long greatest = constraints.maxSize();
    if (size != null) {
      policy.length(size, size);
    } else if (constraints.boundSize()) {
      policy.length(constraints.minSize(), greatest == null ? SingleRequest.MAX_SIZE : greatest);
    }
  }

  private static void sign(
      PolicyDocument policy, Map<String, String> form, SigningKey key, Instant time) {
    add(policy, form, "x-amz-algorithm", SigV4Signer.ALGORITHM);
    add(policy, form, "x-amz-credential", key.credential());
    add(policy, form, "x-amz-date", key.timestamp(time));
    String token = key.sessionToken();
    if (token != null) {
      add(policy, form, "x-amz-security-token", token);
    }
    byte[] base64 = policy.toBase64();
    form.put("policy", new String(base64, StandardCharsets.ISO_8859_1));
    form.put("x-amz-signature", SigV4Signer.signPolicy(base64, key));
  }
}
