package io.uploadgrants;

import static io.uploadgrants.ErrorText.phrase;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses endpoints under which an object would get another key than its grant says, or none. */
final class Endpoints {

  /** What stays the same in a signature, whoever encodes or tidies a path. */
  private static final Pattern PATH =
      Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*/?");

  private Endpoints() {}

  /** Checks what can be told of an endpoint without its bucket. */
  static @Nullable URI checked(String setting, @Nullable URI uri) {
    if (uri == null) {
      return null;
    }
    if (uri.getHost() == null
        || !List.of("http", "https").contains(uri.getScheme())
        || uri.getRawUserInfo() != null
        || !uri.toString().equals(uri.toASCIIString())
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new UploadConfigurationException(
          setting,
          "The %s has the scheme '%s' and the host '%s'; give http or https, a host, and no user, query, fragment or character beyond ASCII.",
          setting,
          uri.getScheme(),
          uri.getHost());
    }
    if (!PATH.matcher(uri.getRawPath()).matches()) {
      throw new UploadConfigurationException(
          setting,
          "The %s '%s' has a path that clients may send in another form than it was signed in; write it in letters, digits, '-', '.', '_' and '~' between single slashes, without the segments '.' and '..'.",
          setting,
          uri);
    }
    return uri;
  }

  /** Checks that only what is added to an endpoint names the bucket. */
  static void check(
      String setting, @Nullable URI uri, String bucket, boolean pathStyle, boolean mayHaveBucket) {
    if (uri == null) {
      return;
    }
    String path = withoutSlash(uri.getRawPath());
    String host = withoutDot(uri.getHost().toLowerCase(Locale.ROOT));
    if (!mayHaveBucket) {
      refuseInPath(setting, uri, path, bucket);
      refuseInHost(setting, uri, host, path, hostName(bucket));
    }
    if (!pathStyle && !path.isEmpty() && !isAddress(host)) {
      throw new UploadConfigurationException(
          setting,
          "The %s '%s' has a path, and the bucket '%s' is put before its host; the store would take the path for the beginning of each key. Use path style, or leave the path out of the endpoint: %s.",
          setting,
          uri,
          bucket,
          origin(uri, host));
    }
  }

  private static void refuseInPath(String setting, URI uri, String path, String bucket) {
    List<String> segments = List.of(path.toLowerCase(Locale.ROOT).split("/", -1));
    int found = segments.indexOf(bucket);
    if (found > 0) {
      String before = String.join("/", List.of(path.split("/", -1)).subList(0, found));
      throw refused(
          setting, uri, bucket, "its path", " " + withAuthority(uri, uri.getHost(), before));
    }
  }

  private static void refuseInHost(
      String setting, URI uri, String host, String path, String bucket) {
    // A host of one label is a machine's or a container's: minio, with a bucket of that name.
    if (isAddress(host) || !host.contains(".")) {
      return;
    }
    if (host.equals(bucket)) {
      throw refused(setting, uri, bucket, "its host", " the store's own host, without the bucket");
    }
    if (host.startsWith(bucket + ".")) {
      String rest = host.substring(bucket.length() + 1);
      throw refused(setting, uri, bucket, "its host", " " + withAuthority(uri, rest, path));
    }
  }

  private static UploadConfigurationException refused(
      String setting, URI uri, String bucket, String place, String remedy) {
    return new UploadConfigurationException(
        setting,
        "The %s '%s' has the bucket '%s' in %s, and the bucket is added to it again; the store would take that for a part of the key, so the object would lie under '%s/<key>' or nowhere. Leave the bucket out of the endpoint:%s. If the store finds the bucket behind this endpoint all the same, as a gateway may, allow it: allowBucketNameInEndpoint.",
        setting,
        uri,
        bucket,
        phrase(place),
        bucket,
        phrase(remedy));
  }

  /** Returns what stands before the endpoint's host: for an access point its name and account. */
  private static String hostName(String bucket) {
    if (!bucket.startsWith("arn:")) {
      return bucket;
    }
    String[] parts = bucket.split("[:/]", -1);
    return (parts[parts.length - 1] + "-" + parts[Math.min(4, parts.length - 1)])
        .toLowerCase(Locale.ROOT);
  }

  /** Returns whether a host is an IP address, before which no bucket can stand. */
  private static boolean isAddress(String host) {
    return host.startsWith("[") || host.matches("[0-9.]+");
  }

  private static String origin(URI uri, String host) {
    return withAuthority(uri, host, "");
  }

  private static String withAuthority(URI uri, String host, String path) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return ErrorText.shown(uri.getScheme() + "://" + host + port + path);
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
