package io.uploadgrants.docs.performing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.PresignedPut;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.FileSystemResource;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * What clients do when the file was stored and they weren't told, and what the application sees.
 */
class LostAnswerTests extends ServerSuite {

  @Override
  UploadServer open() {
    return UploadServer.embedded();
  }

  @AfterEach
  void answerAgain() {
    server.faults().clear();
  }

  private void assertAlreadyThere(PresignedPut grant) {
    assertThat(isAlreadyThere(grant.key(), bytes.length, sha256())).isTrue();
    assertStored(grant.key());
  }

  @Test
  void theJdksClientFailsAndASecondTryMeetsItsOwnObject() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    PresignedPut grant = putWithChecksum();
    HttpRequest.Builder put = HttpRequest.newBuilder(grant.uri()).PUT(BodyPublishers.ofFile(file));
    grant.headers().forEach(put::header);
    server.faults().dropAnswers(1);
    assertThatThrownBy(() -> http.send(put.build(), BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
    assertAlreadyThere(grant);
    assertThat(http.send(put.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(412);
  }

  @Test
  void okHttpTriesAgainByItselfOnAConnectionThatItHasUsed() throws Exception {
    OkHttpClient okHttp = new OkHttpClient();
    assertThat(send(okHttp, putWithChecksum())).isEqualTo(200);
    PresignedPut grant = putWithChecksum();
    server.faults().dropAnswers(1);
    assertThat(send(okHttp, grant)).isEqualTo(412);
    assertAlreadyThere(grant);
  }

  @Test
  void okHttpWithoutRetriesFails() throws Exception {
    OkHttpClient okHttp = new OkHttpClient.Builder().retryOnConnectionFailure(false).build();
    assertThat(send(okHttp, putWithChecksum())).isEqualTo(200);
    PresignedPut grant = putWithChecksum();
    server.faults().dropAnswers(1);
    assertThatThrownBy(() -> send(okHttp, grant)).isInstanceOf(IOException.class);
    assertAlreadyThere(grant);
  }

  private int send(OkHttpClient okHttp, PresignedPut grant) throws IOException {
    Request.Builder put =
        new Request.Builder().url(grant.url()).put(RequestBody.create(file.toFile(), null));
    grant.headers().forEach(put::header);
    try (Response answer = okHttp.newCall(put.build()).execute()) {
      return answer.code();
    }
  }

  @Test
  void apacheTriesAgainByItself() throws Exception {
    PresignedPut grant = putWithChecksum();
    server.faults().dropAnswers(1);
    try (CloseableHttpClient apache = HttpClients.createDefault()) {
      assertThat(send(apache, grant)).isEqualTo(412);
    }
    assertAlreadyThere(grant);
  }

  @Test
  void apacheWithoutRetriesFails() throws Exception {
    PresignedPut grant = putWithChecksum();
    server.faults().dropAnswers(1);
    try (CloseableHttpClient apache = HttpClients.custom().disableAutomaticRetries().build()) {
      assertThatThrownBy(() -> send(apache, grant)).isInstanceOf(IOException.class);
    }
    assertAlreadyThere(grant);
  }

  private Integer send(CloseableHttpClient apache, PresignedPut grant) throws IOException {
    HttpPut put = new HttpPut(grant.uri());
    grant.headers().forEach(put::setHeader);
    put.setEntity(new FileEntity(file.toFile(), null));
    return apache.execute(put, answer -> answer.getCode());
  }

  @Test
  void webClientFails() {
    PresignedPut grant = putWithChecksum();
    server.faults().dropAnswers(1);
    assertThatThrownBy(
            () ->
                WebClient.create()
                    .put()
                    .uri(grant.uri())
                    .headers(headers -> grant.headers().forEach(headers::set))
                    .bodyValue(new FileSystemResource(file))
                    .retrieve()
                    .toBodilessEntity()
                    .block())
        .isInstanceOf(WebClientRequestException.class);
    assertAlreadyThere(grant);
  }

  @Test
  void theTestKitsClientSaysThatThereWasNoAnswer() {
    PresignedPut grant = putWithChecksum();
    server.faults().dropAnswers(1);
    assertThat(GrantClient.of(server).upload(grant, bytes).status()).isZero();
    assertAlreadyThere(grant);
  }

  @Test
  void aFormIsSimplySentAgain() {
    server.faults().dropAnswers(1);
    var form = form();
    assertThat(GrantClient.of(server).upload(form, bytes).status()).isZero();
    assertThat(GrantClient.of(server).upload(form, bytes).status()).isEqualTo(201);
  }
}
