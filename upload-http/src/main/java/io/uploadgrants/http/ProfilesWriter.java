package io.uploadgrants.http;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.GrantKind;
import io.uploadgrants.MultipartSettings;
import io.uploadgrants.UploadConstraints;
import io.uploadgrants.UploadProfile;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Tells in JSON what may be uploaded. */
final class ProfilesWriter {

  private ProfilesWriter() {}

  /**
   * Returns the profiles that a caller may use.
   *
   * @param guest whether to leave out those that ask for a login
   */
  static UploadResponse answer(Collection<UploadProfile> profiles, boolean guest) {
    return UploadResponse.json(
        200,
        json -> {
          json.writeArrayPropertyStart("profiles");
          for (UploadProfile profile : profiles) {
            if (!guest || profile.openToGuests()) {
              write(json, profile);
            }
          }
          json.writeEndArray();
        });
  }

  private static void multipart(JsonGenerator json, @Nullable MultipartSettings settings) {
    if (settings == null) {
      json.writeNullProperty("multipart");
      return;
    }
    json.writeObjectPropertyStart("multipart");
    json.writeNumberProperty("partSize", settings.partSize());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, UploadProfile profile) {
    UploadConstraints constraints = profile.constraints();
    json.writeStartObject();
    json.writeStringProperty("name", profile.name());
    json.writeArrayPropertyStart("kinds");
    for (GrantKind kind : profile.kinds()) {
      json.writeString(kind.id());
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("contentTypes");
    constraints.contentTypes().forEach(json::writeString);
    json.writeEndArray();
    json.writeNumberProperty("minSize", constraints.minSize());
    Long maxSize = constraints.maxSize();
    if (maxSize == null) {
      json.writeNullProperty("maxSize");
    } else {
      json.writeNumberProperty("maxSize", maxSize);
    }
    ChecksumAlgorithm checksum = constraints.checksum();
    json.writeStringProperty("checksum", checksum == null ? null : checksum.name());
    multipart(json, profile.grants(MultipartSettings.class).orElse(null));
    json.writeEndObject();
  }
}
