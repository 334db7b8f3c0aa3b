package io.uploadgrants.testkit.attack;

import io.uploadgrants.testkit.attack.Upload.Field;
import io.uploadgrants.testkit.attack.Upload.Form;
import io.uploadgrants.testkit.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/** Every alteration of a form. */
final class FormAlterations {

  private FormAlterations() {}

  static List<Alteration<Form>> of(Form sample) {
    List<Alteration<Form>> all = new ArrayList<>();
    sample.fields().forEach(field -> field(all, field.name()));
    for (String name :
        List.of(
            "x-amz-meta-added",
            "acl",
            "Content-Encoding",
            "x-amz-website-redirect-location",
            "nonsense")) {
      add(
          all,
          "field added: " + name,
          form -> form.withFields(f -> with(f, f.size(), name, "public-read")));
    }
    // MinIO's own: a list of objects to make of the one file.
    add(
        all,
        "field added: x-minio-fanout-list",
        form ->
            form.withFields(
                f ->
                    with(
                        f, f.size(), "x-minio-fanout-list", "{\"key\":\"" + Store.VICTIM + "\"}")));
    add(
        all,
        "signature: forged",
        form -> form.withFields(f -> map(f, "x-amz-signature", v -> "0".repeat(64))));
    add(
        all,
        "policy: wider size, old signature",
        form -> form.withFields(f -> map(f, "policy", FormAlterations::widened)));
    add(
        all,
        "policy: without its conditions",
        form -> form.withFields(f -> map(f, "policy", FormAlterations::emptied)));
    add(all, "bucket: other", form -> form.withPath("/other-bucket/"));
    add(all, "file: before the fields", Form::withFileFirst);
    add(
        all,
        "file: too long",
        form -> form.withFile(Arrays.copyOf(form.file(), form.file().length + 1)));
    add(
        all,
        "file: too short",
        form -> form.withFile(Arrays.copyOf(form.file(), form.file().length - 1)));
    add(all, "file: empty", form -> form.withFile(new byte[0]));
    return all;
  }

  /** The one that a grant for a prefix allows. */
  static Alteration<Form> longerKey() {
    return new Alteration<>(
        "key: longer", form -> form.withFields(f -> map(f, "key", v -> v + "x")));
  }

  /** The one that only a grant with a checksum refuses. */
  static Alteration<Form> otherBytes() {
    return new Alteration<>(
        "file: other bytes of the same length",
        form -> form.withFile(PutAlterations.flipped(form.file())));
  }

  private static void field(List<Alteration<Form>> all, String name) {
    add(
        all,
        "field changed: " + name,
        form -> form.withFields(f -> map(f, name, v -> other(name, v))));
    add(
        all,
        "field dropped: " + name,
        form ->
            form.withFields(
                f -> {
                  f.removeIf(x -> x.name().equals(name));
                  return f;
                }));
    add(
        all,
        "field doubled, the same: " + name,
        form -> form.withFields(f -> with(f, f.size(), name, value(f, name))));
    add(
        all,
        "field doubled, another behind: " + name,
        form -> form.withFields(f -> with(f, f.size(), name, other(name, value(f, name)))));
    add(
        all,
        "field doubled, another before: " + name,
        form -> form.withFields(f -> with(f, 0, name, other(name, value(f, name)))));
  }

  private static String other(String name, String value) {
    return switch (name) {
      // At its start: behind the prefix that a grant may be for, any key is the client's.
      case "key" -> "x" + value;
      case "Content-Type" -> "text/html";
      case "success_action_status" -> "200";
      case "x-amz-storage-class" -> "GLACIER";
      case "x-amz-server-side-encryption" -> "aws:kms";
      case "policy" -> widened(value);
      default ->
          name.startsWith("x-amz-checksum-")
              ? (value.startsWith("A") ? "B" : "A") + value.substring(1)
              : Alteration.changed(value);
    };
  }

  private static String widened(String policy) {
    return recoded(
        policy,
        json ->
            json.replaceFirst(
                "\"content-length-range\",\\d+,\\d+", "\"content-length-range\",0,99999999"));
  }

  private static String emptied(String policy) {
    return recoded(policy, json -> json.replaceFirst("\"conditions\":.*", "\"conditions\":[]}"));
  }

  private static String recoded(String policy, UnaryOperator<String> change) {
    String json = new String(Base64.getDecoder().decode(policy), StandardCharsets.UTF_8);
    String other = change.apply(json);
    // A form without a size has nothing to widen; then a space makes it another policy.
    String altered = other.equals(json) ? json + " " : other;
    return Base64.getEncoder().encodeToString(altered.getBytes(StandardCharsets.UTF_8));
  }

  private static String value(List<Field> fields, String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow().value();
  }

  private static List<Field> map(List<Field> fields, String name, UnaryOperator<String> change) {
    fields.replaceAll(f -> f.name().equals(name) ? new Field(name, change.apply(f.value())) : f);
    return fields;
  }

  private static List<Field> with(List<Field> fields, int index, String name, String value) {
    fields.add(index, new Field(name, value));
    return fields;
  }

  private static void add(List<Alteration<Form>> all, String name, UnaryOperator<Form> apply) {
    all.add(new Alteration<>(name, apply));
  }
}
