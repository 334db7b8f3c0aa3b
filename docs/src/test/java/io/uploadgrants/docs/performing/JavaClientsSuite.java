package io.uploadgrants.docs.performing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Mono;

/** Performs grants of both kinds as the page says, and as it warns. */
abstract class JavaClientsSuite extends ServerSuite {

  private final HttpClient http = HttpClient.newHttpClient();
  private final OkHttpClient okHttp = new OkHttpClient();
  @AutoClose private final CloseableHttpClient apache = HttpClients.createDefault();
  private final WebClient webClient = WebClient.create();

  @Test
  void theJdksClientPuts() throws Exception {
    PresignedPut grant = put();
    // snippet: jdk-put
    HttpRequest.Builder put = HttpRequest.newBuilder(grant.uri()).PUT(BodyPublishers.ofFile(file));
    grant.headers().forEach(put::header);
    HttpResponse<String> answer = http.send(put.build(), BodyHandlers.ofString());
    // end
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertStored(grant.key());
  }

  @Test
  void theJdksClientSendsAForm() throws Exception {
    PostPolicy form = form();
    // snippet: jdk-form
    String boundary = "----" + UUID.randomUUID();
    StringBuilder fields = new StringBuilder();
    form.fields()
        .forEach(
            (name, value) ->
                fields.append(
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(boundary, name, value)));
    // The file comes last: S3 ignores what stands behind it.
    fields.append(
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"file\"\r\n\r\n"
            .formatted(boundary, PostPolicy.FILE_FIELD));
    HttpRequest post =
        HttpRequest.newBuilder(form.uri())
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(fields.toString()),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
            .build();
    // end
    HttpResponse<String> answer = http.send(post, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertStored(form.key());
  }

  @Test
  void aBodyWithoutALengthIsRefused() throws Exception {
    PresignedPut grant = put();
    HttpRequest.Builder put =
        HttpRequest.newBuilder(grant.uri())
            .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
    grant.headers().forEach(put::header);
    assertThat(http.send(put.build(), BodyHandlers.ofString()).statusCode()).isIn(403, 411, 501);
  }

  @Test
  void okHttpPuts() throws Exception {
    PresignedPut grant = put();
    // snippet: okhttp-put
    Request.Builder put =
        new Request.Builder().url(grant.url()).put(RequestBody.create(file.toFile(), null));
    grant.headers().forEach(put::header);
    try (Response answer = okHttp.newCall(put.build()).execute()) {
      assertThat(answer.code()).isEqualTo(200);
    }
    // end
    assertStored(grant.key());
  }

  @Test
  void okHttpSendsAForm() throws Exception {
    PostPolicy form = form();
    // snippet: okhttp-form
    MultipartBody.Builder parts = new MultipartBody.Builder().setType(MultipartBody.FORM);
    form.fields().forEach(parts::addFormDataPart);
    parts.addFormDataPart( // the file comes last
        PostPolicy.FILE_FIELD, "file", RequestBody.create(file.toFile(), null));
    Request post = new Request.Builder().url(form.url()).post(parts.build()).build();
    // end
    try (Response answer = okHttp.newCall(post).execute()) {
      assertThat(answer.code()).as(answer.body().string()).isEqualTo(201);
    }
    assertStored(form.key());
  }

  @Test
  void okHttpSendsTheBodysTypeInPlaceOfTheHeaders() throws Exception {
    PresignedPut grant = put();
    Request.Builder put =
        new Request.Builder()
            .url(grant.url())
            .put(RequestBody.create("text", MediaType.get("image/png")));
    grant.headers().forEach(put::header);
    try (Response answer = okHttp.newCall(put.build()).execute()) {
      assertThat(answer.request().body().contentType()).hasToString("image/png; charset=utf-8");
      assertThat(answer.code()).isEqualTo(403);
    }
  }

  @Test
  void apachePuts() throws Exception {
    PresignedPut grant = put();
    // snippet: apache-put
    HttpPut put = new HttpPut(grant.uri());
    grant.headers().forEach(put::setHeader);
    put.setEntity(new FileEntity(file.toFile(), null));
    int status = apache.execute(put, answer -> answer.getCode());
    // end
    assertThat(status).isEqualTo(200);
    assertStored(grant.key());
  }

  @Test
  void apacheSendsAForm() throws Exception {
    PostPolicy form = form();
    // snippet: apache-form
    MultipartEntityBuilder parts = MultipartEntityBuilder.create();
    ContentType text = ContentType.create("text/plain", UTF_8);
    form.fields().forEach((name, value) -> parts.addTextBody(name, value, text));
    parts.addBinaryBody(
        PostPolicy.FILE_FIELD, file.toFile(), ContentType.APPLICATION_OCTET_STREAM, "file");
    HttpPost post = new HttpPost(form.uri());
    post.setEntity(parts.build());
    // end
    int status = apache.execute(post, answer -> answer.getCode());
    assertThat(status).isEqualTo(201);
    assertStored(form.key());
  }

  /** Those that Spring finds by itself: the JDK's, or a library's that is on the class path. */
  static List<ClientHttpRequestFactory> factories() {
    return List.of(
        new JdkClientHttpRequestFactory(),
        new HttpComponentsClientHttpRequestFactory(),
        new SimpleClientHttpRequestFactory());
  }

  @ParameterizedTest
  @MethodSource("factories")
  void restClientPuts(ClientHttpRequestFactory factory) {
    RestClient restClient = RestClient.create(new RestTemplate(factory));
    PresignedPut grant = put();
    // snippet: rest-client-put
    HttpStatusCode status =
        restClient
            .put()
            .uri(grant.uri()) // not url(): a text is a template, whose % is encoded again
            .headers(headers -> grant.headers().forEach(headers::set))
            .body(new FileSystemResource(file))
            .retrieve()
            .toBodilessEntity()
            .getStatusCode();
    // end
    assertThat(status.value()).isEqualTo(200);
    assertStored(grant.key());
  }

  @ParameterizedTest
  @MethodSource("factories")
  void restClientSendsAForm(ClientHttpRequestFactory factory) {
    RestClient.Builder builder = RestClient.builder().requestFactory(factory);
    PostPolicy form = form();
    // snippet: rest-client-form
    RestClient restClient =
        builder.bufferContent((uri, method) -> HttpMethod.POST.equals(method)).build();
    MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
    form.fields().forEach(parts::add);
    parts.add(PostPolicy.FILE_FIELD, new FileSystemResource(file)); // the file comes last
    HttpStatusCode status =
        restClient
            .post()
            .uri(form.uri())
            .contentType(org.springframework.http.MediaType.MULTIPART_FORM_DATA)
            .body(parts)
            .retrieve()
            .toBodilessEntity()
            .getStatusCode();
    // end
    assertThat(status.value()).isEqualTo(201);
    assertStored(form.key());
  }

  @Test
  void springEncodesATextAgainAndStoresRefuseIt() {
    PresignedPut grant = put();
    assertThat(grant.url()).contains("%2F");
    assertThatThrownBy(
            () ->
                RestClient.create(new RestTemplate(new JdkClientHttpRequestFactory()))
                    .put()
                    .uri(grant.url())
                    .headers(headers -> grant.headers().forEach(headers::set))
                    .body(bytes)
                    .retrieve()
                    .toBodilessEntity())
        .isInstanceOf(HttpClientErrorException.class);
    assertThatThrownBy(() -> new RestTemplate().put(grant.url(), bytes))
        .isInstanceOf(HttpClientErrorException.class);
  }

  @Test
  void restTemplatePuts() {
    RestTemplate restTemplate = new RestTemplate(new JdkClientHttpRequestFactory());
    PresignedPut grant = put();
    // snippet: rest-template-put
    RequestEntity.BodyBuilder put = RequestEntity.put(grant.uri());
    grant.headers().forEach(put::header);
    restTemplate.exchange(put.body(new FileSystemResource(file)), Void.class);
    // end
    assertStored(grant.key());
  }

  @Test
  void webClientPuts() {
    PresignedPut grant = put();
    // snippet: web-client-put
    HttpStatusCode status =
        webClient
            .put()
            .uri(grant.uri())
            .headers(headers -> grant.headers().forEach(headers::set))
            .bodyValue(new FileSystemResource(file))
            .retrieve()
            .toBodilessEntity()
            .map(ResponseEntity::getStatusCode)
            .block();
    // end
    assertThat(status).isEqualTo(HttpStatus.OK);
    assertStored(grant.key());
  }

  @Test
  void webClientSendsAForm() {
    PostPolicy form = form();
    // snippet: web-client-form
    MultipartBodyBuilder parts = new MultipartBodyBuilder();
    form.fields().forEach(parts::part);
    parts.part(PostPolicy.FILE_FIELD, new FileSystemResource(file)); // the file comes last
    HttpStatusCode status =
        webClient
            .mutate()
            .filter(WithLength::add)
            .build()
            .post()
            .uri(form.uri())
            .body(BodyInserters.fromMultipartData(parts.build()))
            .retrieve()
            .toBodilessEntity()
            .map(ResponseEntity::getStatusCode)
            .block();
    // end
    assertThat(status).isEqualTo(HttpStatus.CREATED);
    assertStored(form.key());
  }

  int statusWithoutEmptyHeaders() throws Exception {
    PresignedPut grant = put();
    assertThat(grant.headers()).containsEntry("x-amz-meta-empty", "");
    HttpRequest.Builder put =
        HttpRequest.newBuilder(grant.uri()).PUT(BodyPublishers.ofByteArray(bytes));
    grant
        .headers()
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                put.header(name, value);
              }
            });
    return http.send(put.build(), BodyHandlers.ofString()).statusCode();
  }

  @Test
  void formsOfSpringWithoutALengthAreRefused() {
    PostPolicy form = form();
    MultipartBodyBuilder parts = new MultipartBodyBuilder();
    form.fields().forEach(parts::part);
    parts.part(PostPolicy.FILE_FIELD, new FileSystemResource(file));
    assertThatThrownBy(
            () ->
                webClient
                    .post()
                    .uri(form.uri())
                    .body(BodyInserters.fromMultipartData(parts.build()))
                    .retrieve()
                    .toBodilessEntity()
                    .block())
        .isInstanceOf(WebClientResponseException.class);
    assertThatThrownBy(
            () ->
                RestClient.create(new RestTemplate(new JdkClientHttpRequestFactory()))
                    .post()
                    .uri(form.uri())
                    .contentType(org.springframework.http.MediaType.MULTIPART_FORM_DATA)
                    .body(parts.build())
                    .retrieve()
                    .toBodilessEntity())
        .isInstanceOf(RestClientResponseException.class);
  }

  @Test
  void aSecondUploadIsRefusedAndTheApplicationSeesWhatIsThere() throws Exception {
    PresignedPut grant = putWithChecksum();
    assertThat(statusOf(grant, bytes)).isEqualTo(200);
    assertThat(statusOf(grant, bytes)).isEqualTo(412);
    String sha256 = sha256();
    assertThat(isAlreadyThere(grant.key(), bytes.length, sha256)).isTrue();
    assertThat(isAlreadyThere(grant.key(), bytes.length + 1, sha256)).isFalse();
    assertThat(isAlreadyThere(grant.key() + "x", bytes.length, sha256)).isFalse();
  }

  @Test
  void a412DoesNotProveThatTheSameFileIsThere() throws Exception {
    PresignedPut grant = put();
    assertThat(statusOf(grant, new byte[bytes.length])).isEqualTo(200);
    assertThat(statusOf(grant, bytes)).isEqualTo(412);
    String sha256 = sha256();
    assertThat(isAlreadyThere(grant.key(), bytes.length, sha256)).isFalse();
  }

  private int statusOf(PresignedPut grant, byte[] body) throws Exception {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(grant.uri()).PUT(BodyPublishers.ofByteArray(body));
    grant.headers().forEach(put::header);
    return http.send(put.build(), BodyHandlers.ofString()).statusCode();
  }

  // snippet: web-client-length
  /** Holds a body in memory, so that its length can be said before it. */
  static final class WithLength extends ClientHttpRequestDecorator {

    private WithLength(ClientHttpRequest request) {
      super(request);
    }

    static Mono<ClientResponse> add(ClientRequest request, ExchangeFunction next) {
      return next.exchange(
          ClientRequest.from(request)
              .body((to, context) -> request.body().insert(new WithLength(to), context))
              .build());
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
      return DataBufferUtils.join(body)
          .flatMap(
              whole -> {
                getHeaders().setContentLength(whole.readableByteCount());
                return super.writeWith(Mono.just(whole));
              });
    }
  }
  // end
}
