package io.uploadgrants.testkit.backend;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.CompletionSettings;
import io.uploadgrants.Encryption;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.Overwrite;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.StorePreset;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/** The page's tables are what the library itself says of each store. */
class StoresPageTests {

  /**
   * What a profile can demand.
   *
   * @param demand in Markdown
   */
  private record Row(
      String demand, UploadConstraint constraint, UnaryOperator<UploadProfile.Builder> profile) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("the key", UploadConstraint.KEY, p -> p),
          new Row("a prefix", UploadConstraint.KEY, p -> p.scope(UploadScope.PREFIX)),
          new Row("the time", UploadConstraint.VALIDITY, p -> p),
          new Row("a size", UploadConstraint.SIZE, p -> p.maxSize(1)),
          new Row("a type", UploadConstraint.CONTENT_TYPE, p -> p.contentTypes("image/*")),
          new Row(
              "any type of a sort, below a prefix",
              UploadConstraint.CONTENT_TYPE,
              p -> p.contentTypes("image/*").scope(UploadScope.PREFIX)),
          new Row(
              "a checksum",
              UploadConstraint.CHECKSUM,
              p -> p.requireChecksum(ChecksumAlgorithm.SHA256)),
          new Row(
              "nothing is replaced",
              UploadConstraint.NO_OVERWRITE,
              p -> p.overwrite(Overwrite.NEVER)),
          new Row("metadata", UploadConstraint.METADATA, p -> p.metadata("a", "b")),
          new Row("tags", UploadConstraint.TAGS, p -> p.tag("a", "b")),
          new Row("cache control", UploadConstraint.HEADERS, p -> p.cacheControl("no-store")),
          new Row(
              "content disposition",
              UploadConstraint.HEADERS,
              p -> p.contentDisposition(Disposition.ATTACHMENT)),
          new Row("an ACL", UploadConstraint.HEADERS, p -> p.acl("private")),
          new Row("a storage class", UploadConstraint.STORAGE_CLASS, p -> p.storageClass("COLD")),
          new Row("SSE-S3", UploadConstraint.ENCRYPTION, p -> p.encryption(Encryption.sseS3())),
          new Row(
              "SSE-KMS", UploadConstraint.ENCRYPTION, p -> p.encryption(Encryption.sseKms(null))));

  private static final List<GrantKind> KINDS =
      List.of(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY, GrantKind.MULTIPART);

  @Test
  void thePageHasTheTablesOfToday() throws IOException {
    GeneratedTables.assertAreOfToday(
        "stores.md",
        Map.of(
            "presets",
            presets(),
            "enforced",
            enforced(),
            "completed",
            completed(),
            "features",
            features()));
  }

  @Test
  void whatIsEnforcedDiffersFromStoreToStore() {
    assertThat(cell(StorePreset.GARAGE, ROWS.get(6), GrantKind.PRESIGNED_PUT)).isEqualTo("yes");
    assertThat(cell(StorePreset.GARAGE, ROWS.get(6), GrantKind.POST_POLICY)).isEqualTo("–");
    assertThat(cell(StorePreset.CLOUDFLARE_R2, ROWS.get(0), GrantKind.POST_POLICY)).isEqualTo("–");
  }

  private static String presets() {
    return "| `upload.store` | region | known from |\n|---|---|---|\n"
        + Arrays.stream(StorePreset.values())
            .map(
                store ->
                    "| `%s` | %s | %s |\n"
                        .formatted(
                            store.id(),
                            store.region() == null ? "the bucket's" : "`" + store.region() + "`",
                            store.source()))
            .collect(joining());
  }

  private static String features() {
    return table(
        "feature",
        Arrays.stream(StoreFeature.values()),
        feature -> "`" + feature.id() + "`",
        (store, feature) -> store.features().contains(feature) ? "yes" : "–");
  }

  private static String enforced() {
    return table(
        "demanded",
        ROWS.stream(),
        Row::demand,
        (store, row) ->
            KINDS.stream().map(kind -> cell(store, row, kind)).distinct().count() == 1
                ? cell(store, row, KINDS.get(0))
                : KINDS.stream()
                    .filter(kind -> cell(store, row, kind).equals("yes"))
                    .map(StoresPageTests::label)
                    .collect(joining(", ")));
  }

  private static String completed() {
    Map<String, CompletionSettings> rows = new LinkedHashMap<>();
    rows.put("where it was uploaded", CompletionSettings.completion());
    rows.put(
        "and moved", CompletionSettings.completion().moveTo(ObjectKeyPolicy.random("accepted")));
    return table(
        "an object is accepted",
        rows.entrySet().stream(),
        Map.Entry::getKey,
        (store, row) -> {
          String kinds =
              KINDS.stream()
                  .filter(kind -> isBuilt(store, kind, row.getValue()))
                  .map(StoresPageTests::label)
                  .collect(joining(", "));
          return kinds.isEmpty() ? "–" : kinds;
        });
  }

  /** Asks the product itself, for a profile that demands nothing besides. */
  private static boolean isBuilt(StorePreset store, GrantKind kind, CompletionSettings settings) {
    try {
      UploadGrants.builder()
          .target(target(store))
          .credentials(AnonymousCredentialsProvider.create())
          .tickets(EncryptedTickets.of(TokenSecrets.random()))
          .profile(UploadProfile.named("any").kinds(kind).minSize(0).completion(settings).build())
          .build();
      return true;
    } catch (UploadConfigurationException refused) {
      return false;
    }
  }

  private static String label(GrantKind kind) {
    return switch (kind) {
      case PRESIGNED_PUT -> "PUT";
      case POST_POLICY -> "form";
      case MULTIPART -> "parts";
      case TEMPORARY_CREDENTIALS -> "session";
    };
  }

  /** Asks the strategy itself. */
  private static String cell(StorePreset store, Row row, GrantKind kind) {
    UploadTarget target = target(store);
    GrantStrategy strategy =
        ServiceLoader.load(GrantStrategy.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(each -> each.kind() == kind)
            .findFirst()
            .orElseThrow();
    UploadProfile profile = row.profile().apply(UploadProfile.named("any").kinds(kind)).build();
    Set<UploadConstraint> demanded = EnumSet.copyOf(profile.required(target));
    demanded.add(row.constraint());
    Map<UploadConstraint, EnforcedBy> enforced = strategy.enforces(profile, target);
    return strategy.needs().stream().allMatch(target::supports)
            && demanded.stream().allMatch(each -> enforced.get(each) == EnforcedBy.STORAGE)
        ? "yes"
        : "–";
  }

  private static UploadTarget target(StorePreset store) {
    UploadTarget.Builder target = UploadTarget.bucket("any").region("eu-1").store(store);
    return store == StorePreset.AWS
        ? target.build()
        : target.endpoint(URI.create("https://store.example")).build();
  }

  /** What stands in a store's column. */
  @FunctionalInterface
  private interface Cell<T> {
    String of(StorePreset store, T row);
  }

  private static <T> String table(
      String title, Stream<T> rows, Function<T, String> name, Cell<T> cell) {
    List<StorePreset> stores = List.of(StorePreset.values());
    return "| %s | %s |\n"
            .formatted(title, stores.stream().map(StorePreset::id).collect(joining(" | ")))
        + "|---".repeat(stores.size() + 1)
        + "|\n"
        + rows.map(
                row ->
                    "| %s | %s |\n"
                        .formatted(
                            name.apply(row),
                            stores.stream()
                                .map(store -> cell.of(store, row))
                                .collect(joining(" | "))))
            .collect(joining());
  }
}
