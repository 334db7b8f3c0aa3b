package io.uploadgrants.docs.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another kind of grant, which is there in this test alone. */
class NewKindTests {

  private static final Path KIND = Path.of("src/test/resources/new-kind");
  private static final Path FILES = KIND.resolve("files");
  private static final String CORE = "upload-core/src/main";
  private static final String CONSTANT = CORE + "/java/io/uploadgrants/GrantKind.java";

  @TempDir private Path folder;

  @Test
  void aKindMadeByTheRecipeIsIssuedToldSentAndAttacked() throws Exception {
    SourceTree tree = SourceTree.copiedTo(folder);
    tree.add(FILES, "");
    edits().applyTo(folder);

    assertThat(tree.compile()).isEmpty();
    Map<String, String> shown = run(tree);

    assertThat(shown).containsEntry("kind", "toy").containsEntry("of them harmful", "0");
    assertThat(Integer.parseInt(shown.getOrDefault("altered copies", ""))).isGreaterThan(50);
    assertThat(shown.get("JSON"))
        .contains("\"kind\":\"toy\"", "\"method\":\"PUT\"", "X-Amz-Signature=");
  }

  @SuppressWarnings("unchecked") // of a class that this test compiled
  private static Map<String, String> run(SourceTree tree) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = tree.loader()) {
      thread.setContextClassLoader(loader);
      Object toy =
          loader.loadClass("io.uploadgrants.toy.ToyUpload").getDeclaredConstructor().newInstance();
      return ((Callable<Map<String, String>>) toy).call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void whatAConstantAndItsRecordsLackTheCompilerNamesAndNothingElse() throws IOException {
    SourceTree tree = SourceTree.copiedTo(folder);
    tree.add(FILES, CORE);
    edits().of(CONSTANT).applyTo(folder);

    List<String> errors = tree.compile();

    List<String> others = new ArrayList<>(edits().files());
    others.remove(CONSTANT);
    assertThat(errors)
        .hasSameSizeAs(others)
        .allSatisfy(error -> assertThat(named(error, others)).as(error).hasSize(1))
        .flatExtracting(error -> named(error, others))
        .containsExactlyInAnyOrderElementsOf(others);
  }

  private static List<String> named(String error, List<String> files) {
    return files.stream().filter(file -> error.contains(name(file))).toList();
  }

  @Test
  void theRecipeSaysWhatToEditAndWhatToAdd() throws IOException {
    String recipe = recipe();

    assertThat(recipe).contains("touches %d existing files".formatted(edits().files().size()));
    assertThat(edits().files()).allSatisfy(file -> assertThat(recipe).contains(name(file)));
    try (Stream<Path> files = Files.walk(FILES)) {
      assertThat(files.filter(Files::isRegularFile).map(FILES::relativize).map(Path::toString))
          .filteredOn(file -> !file.endsWith("package-info.java"))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(recipe).contains(name(file)));
    }
  }

  private static String recipe() throws IOException {
    String page = Files.readString(Path.of("../CONTRIBUTING.md"));
    String recipe = page.substring(page.indexOf("\n## Recipe: a new kind of grant"));
    return recipe.substring(0, recipe.indexOf("\n## ", 1));
  }

  private static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
  }

  private static Edits edits() throws IOException {
    return Edits.read(KIND.resolve("edits.diff"));
  }
}
