package io.uploadgrants.cli;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.StorePreset;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was asked on the command line.
 *
 * @param target what to probe, with what is claimed of it
 * @param role the role for temporary credentials, or {@code null} to leave those out
 * @param timeout how long all may take
 */
record ProbeOptions(UploadTarget target, @Nullable String role, Duration timeout) {

  static final String USAGE =
      """
      java -jar upload-probe.jar --bucket <name> [options]

        --bucket <name>      the bucket, in which small objects come and go
        --endpoint <url>     a store other than AWS, without the bucket
        --region <name>      the region; us-east-1 with an endpoint
        --store <preset>     the store: %s
        --with <features>    features that it is claimed to have on top, separated by commas
        --without <features> features that it lacks
        --path-style <bool>  whether the bucket stands in the path; true with an endpoint
        --role <arn>         a role whose sessions show what the store makes of policies
        --timeout <seconds>  for the whole probe; 60

      Credentials are those of the AWS SDK: environment, profile or host.
      Exit status: 0 when no claim was found untrue, 1 when one was, 2 when the store
      couldn't be probed.
      """
          .formatted(
              String.join(", ", Arrays.stream(StorePreset.values()).map(StorePreset::id).toList()));

  /** Thrown when the command line can't be read; the text says why. */
  static final class WrongOptionException extends Exception {
    WrongOptionException(String message) {
      super(message);
    }
  }

  static ProbeOptions of(List<String> arguments) throws WrongOptionException {
    Map<String, String> given = read(arguments);
    String bucket = given.remove("bucket");
    if (bucket == null) {
      throw new WrongOptionException("No bucket is named; give one with --bucket.");
    }
    @Nullable String endpoint = given.remove("endpoint");
    @Nullable String region = given.remove("region");
    @Nullable String store = given.remove("store");
    UploadTarget.Builder target = UploadTarget.bucket(bucket);
    if (store != null) {
      StorePreset preset = one("store", store, StorePreset.values(), StorePreset::id);
      target.store(preset);
      region = region == null ? preset.region() : region;
    }
    boolean pathStyle = endpoint != null;
    if (endpoint != null) {
      target.endpoint(uri(endpoint));
      region = region == null ? "us-east-1" : region;
    }
    @Nullable String style = given.remove("path-style");
    target.region(region).pathStyle(style == null ? pathStyle : bool(style));
    target.with(features("with", given.remove("with")));
    target.without(features("without", given.remove("without")));
    @Nullable String role = given.remove("role");
    @Nullable String timeout = given.remove("timeout");
    if (!given.isEmpty()) {
      throw new WrongOptionException(
          "There is no option --%s.".formatted(given.keySet().iterator().next()));
    }
    return new ProbeOptions(target.build(), role, timeout(timeout == null ? "60" : timeout));
  }

  private static Map<String, String> read(List<String> arguments) throws WrongOptionException {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!name.startsWith("--") || i + 1 == arguments.size()) {
        throw new WrongOptionException(
            "'%s' stands alone; write an option as --name value.".formatted(name));
      }
      if (given.put(name.substring(2), arguments.get(i + 1)) != null) {
        throw new WrongOptionException(
            "The option %s is given twice; give it once.".formatted(name));
      }
    }
    return given;
  }

  private static boolean bool(String text) throws WrongOptionException {
    if (!text.equals("true") && !text.equals("false")) {
      throw new WrongOptionException("--path-style is '%s'; give true or false.".formatted(text));
    }
    return text.equals("true");
  }

  private static URI uri(String text) throws WrongOptionException {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException odd) {
      throw new WrongOptionException("The endpoint '%s' is no URL.".formatted(text));
    }
  }

  private static Duration timeout(String text) throws WrongOptionException {
    try {
      return Duration.ofSeconds(Integer.parseInt(text));
    } catch (NumberFormatException odd) {
      throw new WrongOptionException("The timeout '%s' is no number of seconds.".formatted(text));
    }
  }

  private static StoreFeature[] features(String option, @Nullable String text)
      throws WrongOptionException {
    List<StoreFeature> features = new ArrayList<>();
    for (String each : text == null ? List.<String>of() : List.of(text.split(",", -1))) {
      features.add(one(option, each.strip(), StoreFeature.values(), StoreFeature::id));
    }
    return features.toArray(StoreFeature[]::new);
  }

  private static <T> T one(String option, String given, T[] all, Function<T, String> id)
      throws WrongOptionException {
    for (T each : all) {
      if (id.apply(each).equals(given)) {
        return each;
      }
    }
    throw new WrongOptionException(
        "--%s has no '%s'; give one of %s."
            .formatted(option, given, String.join(", ", Arrays.stream(all).map(id).toList())));
  }
}
