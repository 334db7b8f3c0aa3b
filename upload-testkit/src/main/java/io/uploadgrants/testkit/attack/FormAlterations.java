package io.uploadgrants.testkit.attack;

import io.uploadgrants.UploadConstraint;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.wire.Wire;
import io.uploadgrants.testkit.wire.WireForm;
import io.uploadgrants.testkit.wire.WireForm.Field;
import io.uploadgrants.testkit.wire.WirePut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Every alteration of a form. */
final class FormAlterations {

  private static final Set<String> SIGNED = Set.of("policy", "x-amz-signature");
  private static final String CHECKSUM = "x-amz-checksum-";

  /** The fields whose names aren't those of the headers. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "x-amz-acl", "acl",
          "x-amz-tagging", "tagging",
          "cache-control", "Cache-Control",
          "content-disposition", "Content-Disposition",
          "content-encoding", "Content-Encoding",
          "content-language", "Content-Language",
          "expires", "Expires");

  private static final String TAGGING =
      "<Tagging><TagSet><Tag><Key>added</Key><Value>1</Value></Tag></TagSet></Tagging>";

  private static final long LARGEST_BODY = 64 << 20;

  private final WireForm sample;
  private final Set<UploadConstraint> claimed;
  private final List<Alteration<WireForm>> all = new ArrayList<>();

  private FormAlterations(WireForm sample, Set<UploadConstraint> claimed) {
    this.sample = sample;
    this.claimed = claimed;
  }

  /**
   * Returns them for a grant like the given one.
   *
   * @param victim the key of somebody else's object
   * @param claimed what the store is said to enforce
   */
  static List<Alteration<WireForm>> of(
      WireForm sample, String victim, Set<UploadConstraint> claimed) {
    FormAlterations alterations = new FormAlterations(sample, claimed);
    // What may start with anything may also be anything.
    sample.fields().stream()
        .map(Field::name)
        .filter(name -> !"".equals(sample.open().get(name)))
        .forEach(alterations::field);
    alterations.addedFields(victim);
    alterations.policy();
    alterations.place();
    alterations.file();
    return alterations.all;
  }

  private void field(String name) {
    ServerCheck check =
        SIGNED.contains(name) ? ServerCheck.FORM_SIGNATURE : ServerCheck.FORM_CONDITIONS;
    add(
        "field changed: " + name,
        check,
        f -> f.replaceAll(x -> x.name().equals(name) ? other(x) : x));
    add("field dropped: " + name, check, f -> f.removeIf(x -> x.name().equals(name)));
    add("field doubled, the same: " + name, check, f -> f.add(of(f, name)));
    add("field doubled, another behind: " + name, check, f -> f.add(other(of(f, name))));
    add("field doubled, another before: " + name, check, f -> f.add(0, other(of(f, name))));
  }

  private static Field of(List<Field> fields, String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private Field other(Field field) {
    return new Field(field.name(), other(field.name(), field.value()));
  }

  private String other(String name, String value) {
    return switch (name) {
      // At its start: behind the prefix that a grant may be for, any key is the client's.
      case "key" -> atItsStart(value);
      case "Content-Type" -> value.startsWith("text/") ? "image/png" : "text/html";
      case "success_action_status" -> Alteration.otherThan(value, "200", "204");
      case "x-amz-storage-class" -> Alteration.otherThan(value, "GLACIER", "STANDARD_IA");
      case "x-amz-server-side-encryption" -> Alteration.otherThan(value, "aws:kms", "AES256");
      case "policy" -> PolicyText.widened(value);
      default ->
          name.startsWith(CHECKSUM)
              ? Alteration.changedChecksum(value)
              : sample.open().containsKey(name) ? atItsStart(value) : Alteration.changed(value);
    };
  }

  private static String atItsStart(String value) {
    return (value.startsWith("x") ? "y" : "x") + value;
  }

  private void addedFields(String victim) {
    for (AddedHeader added : AddedHeader.all()) {
      String name = FIELDS.getOrDefault(added.name(), added.name());
      if (sample.value(name).isEmpty()) {
        add(
            "field added: " + name,
            added.check() == ServerCheck.UNSIGNED_METADATA
                ? ServerCheck.FORM_METADATA
                : ServerCheck.FORM_FIELDS,
            f -> added.sent(signingTime(f)).forEach(each -> f.add(field(each))));
      }
    }
    add(
        "field added: nonsense",
        ServerCheck.FORM_FIELDS,
        f -> f.add(new Field("nonsense", "public-read")));
    if (claimed.contains(UploadConstraint.CONTENT_TYPE) && sample.value("Content-Type").isEmpty()) {
      add(
          "field added: Content-Type",
          ServerCheck.FORM_FIELDS,
          f -> f.add(new Field("Content-Type", "text/html")));
    }
    // MinIO's own: a list of objects to make of the one file.
    all.add(
        fields(
                "field added: x-minio-fanout-list",
                ServerCheck.FORM_FANOUT,
                f -> f.add(new Field("x-minio-fanout-list", "{\"key\":\"" + victim + "\"}")))
            .reachingOthers());
  }

  private static Field field(Wire.Header header) {
    String name = FIELDS.getOrDefault(header.name(), header.name());
    return new Field(name, name.equals("tagging") ? TAGGING : header.value());
  }

  private static Instant signingTime(List<Field> fields) {
    return WirePut.time(of(fields, "x-amz-date").value());
  }

  private void policy() {
    replaced("signature: forged", "x-amz-signature", old -> "0".repeat(64));
    replaced("policy: wider size, old signature", "policy", PolicyText::widened);
    replaced("policy: without its conditions", "policy", PolicyText::emptied);
    // What takes a forged policy does no harm until something else is sent than was granted.
    add(
        "policy: without its conditions, for another key",
        ServerCheck.FORM_SIGNATURE,
        f ->
            f.replaceAll(
                x ->
                    switch (x.name()) {
                      case "policy" -> new Field(x.name(), PolicyText.emptied(x.value()));
                      case "key" -> new Field(x.name(), atItsStart(x.value()));
                      default -> x;
                    }));
  }

  private void replaced(String name, String field, UnaryOperator<String> change) {
    add(
        name,
        ServerCheck.FORM_SIGNATURE,
        f ->
            f.replaceAll(
                x -> x.name().equals(field) ? new Field(field, change.apply(x.value())) : x));
  }

  private void place() {
    all.add(
        Alteration.of(
            "bucket: other", ServerCheck.FORM_CONDITIONS, form -> form.withPath("/other-bucket/")));
    all.add(
        Alteration.of(
            "file: before the fields", ServerCheck.FORM_CONDITIONS, WireForm::withFileFirst));
    if (!sample.value("key").orElse("").endsWith("${filename}")) {
      // A grant for a prefix allows it.
      add(
          "key: longer",
          ServerCheck.FORM_CONDITIONS,
          f -> f.replaceAll(x -> x.name().equals("key") ? new Field("key", x.value() + "x") : x));
    }
  }

  private void file() {
    all.add(Alteration.by("file: broken off", ServerCheck.FORM_SIZE, WireForm::breakOff));
    PolicyText.Range range = PolicyText.range(sample.value("policy").orElse(""));
    if (range.most() < LARGEST_BODY) {
      file("file: too long", ServerCheck.FORM_SIZE, f -> Arrays.copyOf(f, (int) range.most() + 1));
    } else if (claimed.contains(UploadConstraint.SIZE) && range.most() == Long.MAX_VALUE) {
      file("file: longer", ServerCheck.FORM_SIZE, f -> Arrays.copyOf(f, f.length + 1));
    }
    if (range.least() > 0) {
      file(
          "file: too short", ServerCheck.FORM_SIZE, f -> Arrays.copyOf(f, (int) range.least() - 1));
      file("file: empty", ServerCheck.FORM_SIZE, f -> new byte[0]);
    }
    if (claimed.contains(UploadConstraint.CHECKSUM)
        || sample.fields().stream().anyMatch(f -> f.name().startsWith(CHECKSUM))) {
      file("file: other bytes of the same length", ServerCheck.FORM_CHECKSUM, Alteration::flipped);
    }
  }

  private void file(String name, ServerCheck check, UnaryOperator<byte[]> change) {
    all.add(Alteration.of(name, check, form -> form.withFile(change.apply(form.file()))));
  }

  private void add(String name, ServerCheck check, Consumer<List<Field>> change) {
    all.add(fields(name, check, change));
  }

  private static Alteration<WireForm> fields(
      String name, ServerCheck check, Consumer<List<Field>> change) {
    return Alteration.of(
        name,
        check,
        form ->
            form.withFields(
                fields -> {
                  change.accept(fields);
                  return fields;
                }));
  }
}
