package io.uploadgrants.s3;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantDraft;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PostPolicySettings;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadConstraints;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.sigv4.SigV4Signer;
import io.uploadgrants.sigv4.SigningKey;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills in and signs the forms of one profile. */
final class PostPolicyIssuer implements GrantIssuer {

  /** The fields whose names aren't those of the headers. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "content-type", "Content-Type",
          "cache-control", "Cache-Control",
          "content-disposition", "Content-Disposition",
          "content-encoding", "Content-Encoding",
          "content-language", "Content-Language",
          "expires", "Expires",
          "x-amz-acl", "acl",
          "x-amz-tagging", "tagging");

  private final UploadProfile profile;
  private final SigningCredentials credentials;
  private final Map<UploadConstraint, EnforcedBy> enforced;
  private final StorageEnforced storage;
  private final String url;
  private final SigV4Signer signer;
  private final PolicyForm.Shared shared;
  private final List<ObjectHeader> fields = new ArrayList<>();
  private final boolean manyFiles;
  private volatile @Nullable KeyFields recent;

  PostPolicyIssuer(
      UploadProfile profile,
      UploadTarget target,
      SigningCredentials credentials,
      Map<UploadConstraint, EnforcedBy> enforced) {
    SingleRequest.check(profile);
    this.profile = profile;
    this.credentials = credentials;
    this.enforced = enforced;
    this.storage = StorageEnforced.byForm(target);
    S3Address address = S3Address.of(target);
    this.url = address.origin() + address.path() + "/";
    this.signer = new SigV4Signer(address.region(), address.service());
    this.manyFiles = profile.scope() == UploadScope.PREFIX;
    this.shared = PolicyForm.Shared.of(target.bucket(), compile(target));
  }

  /** Returns the fields that every form has, and keeps those that depend on the request. */
  private Map<String, String> compile(UploadTarget target) {
    Map<String, String> fixed = new LinkedHashMap<>();
    List<ObjectHeader> all = ObjectHeaders.of(profile, target);
    all.addAll(GuardHeaders.besideFields(all, target));
    for (ObjectHeader header : all) {
      ObjectHeader field = asField(header);
      if (field.value() instanceof ObjectHeader.Fixed value) {
        fixed.put(field.name(), value.text());
      } else if (!(manyFiles && header.name().equals(ObjectHeaders.CONTENT_TYPE))) {
        fields.add(field);
      }
    }
    PostPolicySettings settings =
        profile.grants(PostPolicySettings.class).orElseGet(GrantSettings::postPolicy);
    URI redirect = settings.successRedirect();
    if (redirect == null) {
      fixed.put("success_action_status", Integer.toString(settings.successStatus()));
    } else {
      fixed.put("success_action_redirect", redirect.toString());
    }
    fixed.forEach(this::checkFixed);
    return fixed;
  }

  private void checkFixed(String field, String value) {
    if (value.contains(PolicyForm.FILE_NAME)) {
      throw new UploadConfigurationException(
          "profiles." + profile.name(),
          "Profile '%s' has a form field '%s' with %s in it, which S3 replaces by the file's name; change that text.",
          profile.name(),
          field,
          PolicyForm.FILE_NAME);
    }
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
  public Map<UploadConstraint, EnforcedBy> enforces(UploadRequest request) {
    return storage.with(enforced, request);
  }

  @Override
  public PostPolicy issue(GrantDraft draft) {
    UploadRequest request = draft.request();
    String key = draft.key();
    SingleRequest.check(request);
    SigningWindow window =
        SigningWindow.open(credentials, request, draft.issuedAt(), profile.validity());
    SigningKey signingKey = signer.key(window.credentials(), window.start());
    PolicyForm form = new PolicyForm(window.end());
    if (manyFiles) {
      form.addKeyPrefix(key);
    } else {
      form.add("key", key);
    }
    Map<String, String> open = manyFiles ? contentTypeOfMany(form) : Map.of();
    length(form, request);
    form.include(shared);
    form.include(fieldsOf(signingKey));
    fields.forEach(field -> add(form, field, request));
    if (!request.metadata().isEmpty() || !request.tags().isEmpty()) {
      ObjectHeaders.of(request, profile).forEach(header -> add(form, asField(header), request));
    }
    String uploadId = draft.uploadId();
    if (uploadId != null) {
      add(form, ObjectHeaders.uploadId(uploadId), request);
    }
    Map<String, String> signed = form.sign(signingKey, window.start());
    return new PostPolicy(
        manyFiles ? key + PolicyForm.FILE_NAME : key,
        url,
        signed,
        open,
        window.end(),
        enforces(request));
  }

  /** Returns a key's fields, written once a day like the key itself, and as free of locks. */
  private PolicyForm.Shared fieldsOf(SigningKey key) {
    KeyFields last = recent;
    if (last == null || last.key() != key) {
      last = new KeyFields(key, PolicyForm.Shared.of(key));
      recent = last;
    }
    return last.fields();
  }

  private record KeyFields(SigningKey key, PolicyForm.Shared fields) {}

  private static void add(PolicyForm form, ObjectHeader field, UploadRequest request) {
    String value = field.value().of(request);
    if (value != null) {
      form.add(field.name(), value);
    }
  }

  private Map<String, String> contentTypeOfMany(PolicyForm form) {
    List<String> types = profile.constraints().contentTypes();
    String type = types.isEmpty() ? "*" : types.get(0);
    if (type.endsWith("*")) {
      String start = type.substring(0, type.length() - 1);
      form.open("Content-Type", start);
      return Map.of("Content-Type", start);
    }
    form.add("Content-Type", type);
    return Map.of();
  }

  private void length(PolicyForm form, UploadRequest request) {
    UploadConstraints constraints = profile.constraints();
    Long size = request.size();
    Long greatest = constraints.maxSize();
    if (size != null) {
      form.length(size, size);
    } else if (constraints.boundSize()) {
      form.length(constraints.minSize(), greatest == null ? SingleRequest.MAX_SIZE : greatest);
    }
  }
}
