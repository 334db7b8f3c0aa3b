package io.uploadgrants;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the type under which a file is stored, for clients that name it otherwise than a profile or
 * not at all. Whatever it returns is a type that the profile allows.
 */
final class StoredType {

  /**
   * What systems declare of files that are more than that, with what the name's extension tells:
   * Windows gives CSV and RTF the types of the programs that open them, and Linux knows one type
   * for all of HEIF.
   */
  static final Map<String, String> COARSE =
      Map.of(
          "application/msword", "application/rtf",
          "application/vnd.ms-excel", "text/csv",
          "application/x-compressed-tar", "application/gzip",
          "image/heif", "image/heic");

  private StoredType() {}

  /**
   * Returns the type, or {@code null} when the profile allows none that the client's words mean.
   */
  static @Nullable String of(List<String> allowed, UploadRequest request) {
    String declared = request.contentType();
    if (declared != null) {
      String bare = MediaTypes.withoutParameters(declared);
      String meant = TypeAliases.canonical(bare);
      if (meant != null && MediaTypes.matches(allowed, meant)) {
        return meant + declared.substring(bare.length());
      }
      if (MediaTypes.matches(allowed, declared)) {
        return declared;
      }
    }
    String fileName = request.fileName();
    String named = fileName == null ? null : FileTypes.of(fileName);
    return named != null && isGuess(declared, named) && MediaTypes.matches(allowed, named)
        ? named
        : null;
  }

  /** Returns whether a declared type tells nothing that the file's name doesn't tell better. */
  private static boolean isGuess(@Nullable String declared, String named) {
    return declared == null
        || declared.equals(MediaTypes.UNKNOWN)
        || named.equals(COARSE.get(declared));
  }

  /** Refuses a profile that allows a type only under a name that isn't stored. */
  static void checkAllowed(String profile, List<String> allowed) {
    for (String type : allowed) {
      String meant = TypeAliases.canonical(type);
      if (meant != null && !MediaTypes.matches(allowed, meant)) {
        throw new UploadConfigurationException(
            "profiles." + profile + ".content-types",
            "Profile '%s' allows the content type '%s', which is another name of '%s'; allow '%s', which accepts both names and stores the files under that one, or allow exact types only.",
            profile,
            type,
            meant,
            meant);
      }
    }
  }
}
