package io.uploadgrants.testkit.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.UploadAnswer;
import java.net.URI;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3Utilities;

// ArrayRecordComponent: an upload is sent, never compared.
/**
 * A request that the holder of temporary credentials makes, signed by the AWS SDK when it is sent.
 *
 * @param key the object's key, or an empty text for the bucket
 * @param query names and values, not yet encoded
 */
@SuppressWarnings("ArrayRecordComponent")
public record WireSigned(
    TemporaryCredentials grant,
    InstantSource clock,
    AwsCredentialsIdentity credentials,
    String method,
    String bucket,
    String key,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body)
    implements WireUpload {

  private static final int REFUSED = 403;

  /** Returns the PUT of one file, with just the grant's headers. */
  public static WireSigned of(
      TemporaryCredentials grant, String key, byte[] file, InstantSource clock) {
    return new WireSigned(
        grant,
        clock,
        grant.credentials(),
        "PUT",
        grant.target().bucket(),
        key,
        Map.of(),
        grant.headers(),
        file);
  }

  @Override
  public Shape shape() {
    return Shape.SIGNED;
  }

  @Override
  public List<String> texts() {
    List<String> texts = new ArrayList<>(headers.values());
    texts.add(grant.credentials().accessKeyId());
    texts.add(grant.credentials().secretAccessKey());
    texts.add(grant.credentials().sessionToken());
    return texts;
  }

  @Override
  public UploadAnswer send() {
    UploadAnswer answer = WireAnswer.of(exchange());
    // To deletions, copies and completions S3 says 200 before it says that it refuses them.
    boolean refused = answer.accepted() && !answer.code().isEmpty();
    return refused
        ? new UploadAnswer(
            REFUSED, answer.code(), answer.message(), answer.headers(), answer.details())
        : answer;
  }

  /** Sends it with what everybody sees of the credentials in a URL, and no signature. */
  public UploadAnswer sendUnsigned(Streaming how) {
    String time = WirePut.text(clock.instant());
    String scope = "%s/%s/s3/aws4_request".formatted(time.substring(0, 8), grant.target().region());
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
    parameters.put("X-Amz-Credential", credentials.accessKeyId() + "/" + scope);
    parameters.put("X-Amz-Date", time);
    parameters.put("X-Amz-Expires", "300");
    parameters.put("X-Amz-SignedHeaders", "host");
    if (credentials instanceof AwsSessionCredentialsIdentity session) {
      parameters.put("X-Amz-Security-Token", session.sessionToken());
    }
    parameters.put("X-Amz-Signature", "0".repeat(64));
    String query =
        parameters.entrySet().stream()
            .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    URI uri = uri();
    List<Wire.Header> all = new ArrayList<>();
    all.add(new Wire.Header("host", uri.getRawAuthority()));
    headers.forEach((name, value) -> all.add(new Wire.Header(name, value)));
    all.addAll(how.headers(body.length));
    byte[] sent = how.body(body);
    all.add(new Wire.Header("content-length", Integer.toString(sent.length)));
    return Wire.send(uri, method, uri.getRawPath() + "?" + query, all, sent);
  }

  /** Sends it, and returns what came back. */
  public byte[] exchange() {
    SdkHttpRequest signed = signed();
    List<Wire.Header> all = new ArrayList<>();
    signed.forEachHeader(
        (name, values) -> values.forEach(value -> all.add(new Wire.Header(name, value))));
    all.add(new Wire.Header("content-length", Integer.toString(body.length)));
    String path =
        signed.encodedPath()
            + signed.encodedQueryParameters().map(parameters -> "?" + parameters).orElse("");
    return Wire.exchange(signed.getUri(), method, path, all, body);
  }

  private SdkHttpRequest signed() {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.valueOf(method)).uri(uri());
    query.forEach(request::putRawQueryParameter);
    headers.forEach(request::putHeader);
    return AwsV4HttpSigner.create()
        .sign(
            sign ->
                sign.identity(credentials)
                    .request(request.build())
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, grant.target().region())
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(HttpSigner.SIGNING_CLOCK, S3Clients.clock(clock)))
        .request();
  }

  private URI uri() {
    if (bucket.isEmpty()) {
      return uri(grant.target().bucket(), "x").resolve("/");
    }
    return key.isEmpty() ? uri(bucket, "x").resolve(".") : uri(bucket, key);
  }

  /** By the SDK too, so that nothing of ours says where an object is. */
  private URI uri(String bucket, String key) {
    UploadTarget target = grant.target();
    S3Utilities.Builder s3 =
        S3Utilities.builder()
            .region(Region.of(target.region()))
            .dualstackEnabled(target.dualStack())
            .fipsEnabled(target.fips())
            .s3Configuration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(target.pathStyle())
                    .accelerateModeEnabled(target.accelerate())
                    .build());
    if (target.publicEndpoint() != null) {
      s3.endpoint(target.publicEndpoint());
    }
    return URI.create(s3.build().getUrl(url -> url.bucket(bucket).key(key)).toString());
  }

  /** The granted prefix without its slash, or the granted key. */
  public String granted() {
    String key = grant.key();
    return key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
  }

  /** What the granted key or prefix stands below, with its slash; empty at the bucket's top. */
  public String parent() {
    return granted().substring(0, granted().lastIndexOf('/') + 1);
  }

  public boolean sends(String header) {
    return headers.containsKey(header);
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  public WireSigned withKey(String other) {
    return with(credentials, method, bucket, other, query, headers, body);
  }

  public WireSigned withBody(byte[] other) {
    return with(credentials, method, bucket, key, query, headers, other);
  }

  public WireSigned withBucket(String other) {
    return with(credentials, method, other, key, query, headers, body);
  }

  public WireSigned withMethod(String other) {
    return with(credentials, other, bucket, key, query, headers, body);
  }

  public WireSigned with(String header, String value) {
    return changed(all -> all.put(header, value));
  }

  public WireSigned without(String header) {
    return changed(all -> all.remove(header));
  }

  private WireSigned changed(Consumer<Map<String, String>> change) {
    Map<String, String> other = new LinkedHashMap<>(headers);
    change.accept(other);
    return with(credentials, method, bucket, key, query, other, body);
  }

  public WireSigned withQuery(Map<String, String> other) {
    return with(credentials, method, bucket, key, other, headers, body);
  }

  public WireSigned asking(String subresource) {
    return withQuery(Map.of(subresource, ""));
  }

  public WireSigned signedBy(AwsCredentialsIdentity other) {
    return with(other, method, bucket, key, query, headers, body);
  }

  /** Another request of the same holder, without headers, query and body. */
  public WireSigned request(String method, String bucket, String key) {
    return with(credentials, method, bucket, key, Map.of(), Map.of(), new byte[0]);
  }

  /** Another request for an object of the same bucket. */
  public WireSigned request(String method, String key) {
    return request(method, bucket, key);
  }

  private WireSigned with(
      AwsCredentialsIdentity credentials,
      String method,
      String bucket,
      String key,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {
    return new WireSigned(grant, clock, credentials, method, bucket, key, query, headers, body);
  }

  /** Returns neither the credentials nor the headers that they sign. */
  @Override
  public String toString() {
    return "WireSigned[%s %s/%s]".formatted(method, bucket, key);
  }
}
