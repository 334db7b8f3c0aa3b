package io.uploadgrants.s3;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.sigv4.PercentEncoder;
import io.uploadgrants.sigv4.PresignRequest;
import io.uploadgrants.sigv4.SigV4Signer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Presigned URLs under which browsers show or download completed uploads, straight from the store.
 * Thread-safe and meant to be shared.
 *
 * <pre>{@code
 * ViewLinks links = ViewLinks.of(grants, SigningCredentials.defaultChain());
 * URI url = links.viewLink(upload, Duration.ofMinutes(5)).url();
 * }</pre>
 *
 * <p>A link asks nobody who may see the object: the application does, before it hands one out.
 *
 * <p>Calls for the same upload within half of their validity return the identical URL, so that a
 * browser finds the object in its cache: a link for ten minutes is signed at a multiple of five
 * minutes, for fifteen. So each link is valid for the whole time that was asked for, and up to half
 * as long again; towards S3's maximum of seven days, where nothing can be added, the interval
 * becomes shorter, down to a second. New credentials make a new URL.
 *
 * <p>The response has the upload's own type. Types that browsers can show and that can't run
 * scripts are {@code inline}: raster images, audio, video, plain text and PDF. All others, such as
 * HTML, SVG and XML, are an {@code attachment}, which is downloaded.
 *
 * <p>The credentials need {@code s3:GetObject} on the objects, in a bucket with versions {@code
 * s3:GetObjectVersion} too.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax">GetObject,
 *     overriding response header values</a>
 */
public final class ViewLinks {

  private static final String HOST = "host";

  /** Bytes of a disposition, so that a URL stays below the 8 KiB that many proxies take. */
  private static final int MAX_DISPOSITION = 1_024;

  /** A resolver may have a bucket for each tenant. */
  private static final int MAX_PLACES = 1_000;

  private record Place(S3Address address, SigV4Signer signer) {

    static Place of(UploadTarget target) {
      S3Address address = S3Address.of(target);
      return new Place(address, new SigV4Signer(address.region(), address.service()));
    }
  }

  private final UploadGrants grants;
  private final SigningCredentials credentials;
  private final Map<UploadTarget, Place> places = new ConcurrentHashMap<>();

  private ViewLinks(UploadGrants grants, SigningCredentials credentials) {
    this.grants = Objects.requireNonNull(grants, "grants");
    this.credentials = Objects.requireNonNull(credentials, "credentials");
  }

  /**
   * Returns links to the uploads of these grants.
   *
   * @param grants what knows the profiles, where their objects are, and the time
   * @param credentials what signs the links
   * @return the links
   */
  public static ViewLinks of(UploadGrants grants, SigningCredentials credentials) {
    return new ViewLinks(grants, credentials);
  }

  /**
   * Returns a link to an upload, which is saved under the last segment of its key.
   *
   * @param upload an upload that was accepted
   * @param validity how long the link must be valid at least, 1 second to 7 days; a fraction of a
   *     second counts as a whole one
   * @return the link; it ends earlier only with the credentials that sign it, which are renewed
   *     first when they can be
   * @throws UploadRefusedException {@code unknown-profile} when there is no such profile any more;
   *     {@code invalid-request} when the profile uploads to another bucket by now, or the upload's
   *     type is no media type
   * @throws IllegalArgumentException when the validity is outside its bounds
   * @throws io.uploadgrants.IssuanceFailedException when there are no credentials to sign with
   */
  public ViewLink viewLink(CompletedUpload upload, Duration validity) {
    String key = upload.key();
    return viewLink(upload, validity, key.substring(key.lastIndexOf('/') + 1));
  }

  /**
   * Returns a link to an upload, which is saved under a name.
   *
   * @param upload an upload that was accepted
   * @param validity how long the link must be valid at least, 1 second to 7 days; a fraction of a
   *     second counts as a whole one
   * @param fileName the name; folders in front of it are cut off, control characters are replaced,
   *     and a name that is too long for a header is cut in front of its extension
   * @return the link; it ends earlier only with the credentials that sign it, which are renewed
   *     first when they can be
   * @throws UploadRefusedException as for {@link #viewLink(CompletedUpload, Duration)}
   * @throws IllegalArgumentException when the validity is outside its bounds
   * @throws io.uploadgrants.IssuanceFailedException when there are no credentials to sign with
   */
  public ViewLink viewLink(CompletedUpload upload, Duration validity, String fileName) {
    Duration asked = wholeSeconds(validity);
    UploadTarget target = targetOf(upload);
    UploadRequest request =
        UploadRequest.of(upload.profile())
            .by(upload.subject())
            .contentType(upload.contentType())
            .build();
    // As it was checked: no text with a line end reaches a header.
    String checked = request.contentType();
    String type = checked == null ? "application/octet-stream" : checked;
    SigningWindow window =
        SigningWindow.stepped(credentials, request, grants.clock().instant(), asked);
    Place place = placeOf(target);
    S3Address address = place.address();
    PresignRequest get =
        new PresignRequest(
            "GET",
            address.origin(),
            address.path() + "/" + PercentEncoder.encodePath(upload.key()),
            query(upload, type, fileName),
            List.of(HOST, address.host()));
    String url =
        place.signer().presign(get, window.credentials(), window.start(), window.seconds());
    return new ViewLink(URI.create(url), window.end());
  }

  private static Duration wholeSeconds(Duration validity) {
    Duration whole =
        validity.getNano() == 0 ? validity : Duration.ofSeconds(validity.getSeconds() + 1);
    if (whole.compareTo(Duration.ofSeconds(1)) < 0
        || whole.compareTo(SigningWindow.MAX) > 0
        || validity.isNegative()) {
      throw new IllegalArgumentException(
          ErrorText.of(
              "A link that is valid for %s was asked for; S3 accepts 1 second to 7 days.",
              validity));
    }
    return whole;
  }

  private UploadTarget targetOf(CompletedUpload upload) {
    UploadTarget target = grants.target(profileOf(upload), upload.subject());
    if (!target.bucket().equals(upload.bucket())) {
      throw UploadRefusedException.invalid(
          "The upload is in the bucket '%s', and its profile uploads to '%s'; make links to it by grants whose profile '%s' uploads there.",
          upload.bucket(), target.bucket(), upload.profile());
    }
    return target;
  }

  private UploadProfile profileOf(CompletedUpload upload) {
    for (UploadProfile profile : grants.profiles()) {
      if (profile.name().equals(upload.profile())) {
        return profile;
      }
    }
    throw new UploadRefusedException(
        ErrorCode.UNKNOWN_PROFILE,
        ErrorText.of(
            "There is no profile '%s' any more, so nobody knows where its objects are; keep the profile.",
            upload.profile()),
        null,
        null);
  }

  private Place placeOf(UploadTarget target) {
    if (places.size() >= MAX_PLACES) {
      places.clear();
    }
    return places.computeIfAbsent(target, Place::of);
  }

  /** Returns the parameters, sorted by name. */
  private static String query(CompletedUpload upload, String type, String fileName) {
    Disposition disposition =
        ShownTypes.contain(type) ? Disposition.INLINE : Disposition.ATTACHMENT;
    String query =
        parameter(
                "response-content-disposition",
                ContentDispositions.of(disposition, plain(fileName), MAX_DISPOSITION))
            + "&"
            + parameter("response-content-type", type);
    return upload.versionId() == null
        ? query
        : query + "&" + parameter("versionId", upload.versionId());
  }

  private static String parameter(String name, String value) {
    return name + "=" + PercentEncoder.encode(value);
  }

  /** Returns a name that reads as it is saved, and has no encoded word of RFC 2047. */
  private static String plain(String fileName) {
    StringBuilder plain = new StringBuilder(fileName.length());
    fileName.codePoints().forEach(point -> plain.appendCodePoint(isMisread(point) ? '_' : point));
    return plain.toString().replace("=?", "=_");
  }

  private static boolean isMisread(int point) {
    // Controls, and what turns the direction of the letters that follow: an exe that reads png.
    return Character.isISOControl(point)
        || point >= 0x202a && point <= 0x202e
        || point >= 0x2066 && point <= 0x2069;
  }
}
