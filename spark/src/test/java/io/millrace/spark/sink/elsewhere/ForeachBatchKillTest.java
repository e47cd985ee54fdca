package io.millrace.spark.sink.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes of docs/other-sinks.md, whose process dies; each record is there once. */
class ForeachBatchKillTest {

    /** Both are in the middle of a batch, or behind one that is not written down as done. */
    @Test
    void eachRecordIsThereOnce() throws Exception {
        KilledCopy copy = new KilledCopy(KilledOutputs.DIRECTORIES, KilledOutputs.TABLE);

        for (String steps :
                List.of(
                        Step.DIRECTORY_WRITTEN + "," + Step.ROWS_INSERTED,
                        Step.DIRECTORY_RENAMED + "," + Step.ROWS_COMMITTED)) {
            copy.send(50);
            assertThat(copy.run("", steps))
                    .as("%s: %s", steps, copy.log())
                    .isEqualTo(KilledCopy.KILLED);
        }
        assertThat(copy.run("", "")).as(copy.log()).isZero();

        assertThat(copy.read(KilledOutputs.DIRECTORIES)).containsExactlyElementsOf(copy.allRows());
        assertThat(copy.inTable()).containsExactlyInAnyOrderElementsOf(copy.allRows());
    }

    /** But for the steps at which the test lets it die. */
    @ParameterizedTest
    @ValueSource(classes = {DatabaseRecipe.class, DirectoryRecipe.class})
    void thePageShowsWhatIsTested(Class<?> recipe) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("bin/millrace"))) {
            root = root.getParent();
        }
        String source =
                Files.readString(
                        root.resolve("spark/src/test/java")
                                .resolve(recipe.getName().replace('.', '/') + ".java"));
        String code =
                source.substring(
                                source.indexOf("    // recipe\n") + "    // recipe\n".length(),
                                source.indexOf("    // end of the recipe"))
                        .lines()
                        .filter(line -> !line.contains("Step."))
                        .map(line -> line.replaceFirst("^ {4}", ""))
                        .collect(Collectors.joining("\n"));

        assertThat(Files.readString(root.resolve("docs/other-sinks.md"))).contains(code);
    }
}
