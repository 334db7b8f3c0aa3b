package io.uploadgrants.http.uppy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a path below the base stands for.
 *
 * @param resource which
 * @param uploadId the ticket in the path, or empty
 * @param part the part number in the path as it was sent, or empty
 */
record UppyRoute(Resource resource, String uploadId, String part) {

  /** What paths stand for, and the methods that they take. */
  enum Resource {
    PARAMS("GET"),
    STS("GET"),
    PRESIGN("POST"),
    MULTIPART("POST"),
    UPLOAD("GET, DELETE"),
    PART("GET"),
    BATCH("GET"),
    COMPLETE("POST"),
    /** In S3's XML. */
    XML_UPLOADS("POST"),
    /** In S3's XML. */
    XML_UPLOAD("GET, POST, DELETE");

    private final String methods;

    Resource(String methods) {
      this.methods = methods;
    }

    /** Returns the methods, as in an {@code Allow} header. */
    String allowed() {
      return methods + ", OPTIONS";
    }

    boolean takes(String method) {
      return List.of(methods.split(", ")).contains(method);
    }

    /** Returns whether it speaks S3's XML. */
    boolean isXml() {
      return this == XML_UPLOADS || this == XML_UPLOAD;
    }
  }

  /** The path below the base at which Uppy finds S3's XML. */
  static final String XML = "/s3/uploads";

  /** Returns what a path below the base stands for, or {@code null} for nothing. */
  static @Nullable UppyRoute of(String path) {
    if (!path.startsWith("/s3/")) {
      return null;
    }
    String[] steps = path.substring(4).split("/", -1);
    if (List.of(steps).contains("")) {
      return null;
    }
    Resource resource = resource(steps);
    return resource == null
        ? null
        : new UppyRoute(
            resource, steps.length > 1 ? steps[1] : "", steps.length > 2 ? steps[2] : "");
  }

  private static @Nullable Resource resource(String[] steps) {
    return switch (steps[0]) {
      case "params" -> steps.length == 1 ? Resource.PARAMS : null;
      case "sts" -> steps.length == 1 ? Resource.STS : null;
      case "presign" -> steps.length == 1 ? Resource.PRESIGN : null;
      case "multipart" -> ofMultipart(steps);
      case "uploads" ->
          switch (steps.length) {
            case 1 -> Resource.XML_UPLOADS;
            case 2 -> Resource.XML_UPLOAD;
            default -> null;
          };
      default -> null;
    };
  }

  private static @Nullable Resource ofMultipart(String[] steps) {
    return switch (steps.length) {
      case 1 -> Resource.MULTIPART;
      case 2 -> Resource.UPLOAD;
      case 3 ->
          switch (steps[2]) {
            case "batch" -> Resource.BATCH;
            case "complete" -> Resource.COMPLETE;
            default -> Resource.PART;
          };
      default -> null;
    };
  }

  /** Returns the resource alone: the rest is hostile text, or a secret. */
  @Override
  public String toString() {
    return resource.name();
  }
}
