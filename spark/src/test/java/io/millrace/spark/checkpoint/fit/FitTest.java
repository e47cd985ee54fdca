package io.millrace.spark.checkpoint.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitTest {

    private static final QueryShape COUNTS =
            new QueryShape(
                    List.of("millrace[clicks]"),
                    "millrace[counts]",
                    "update",
                    List.of(new StatefulOperator("aggregate", "page STRING", "count(INT)")));
    private static final QueryShape COPY =
            new QueryShape(List.of("millrace[clicks]"), "millrace[copy]", "append", List.of());
    private static final Configuration HADOOP = new Configuration();

    @TempDir Path checkpoint;

    @Test
    void theSameQueryFits() {
        assertThat(Fit.differences(COUNTS, COUNTS)).isEmpty();
    }

    @Test
    void listsAllDifferencesOldAndNew() {
        QueryShape changed =
                new QueryShape(
                        List.of("millrace[views]"),
                        "millrace[totals]",
                        "append",
                        List.of(new StatefulOperator("aggregate", "user BIGINT", "count(INT)")));

        assertThat(Fit.differences(COUNTS, changed))
                .extracting(Difference::toString)
                .containsExactly(
                        "sources: was millrace[clicks], is millrace[views]",
                        "sink: was millrace[counts], is millrace[totals]",
                        "output mode: was update, is append",
                        "operator with state 0: was aggregate by page STRING of count(INT), is"
                                + " aggregate by user BIGINT of count(INT)");
    }

    @Test
    void anotherSinkMayBeMeant() {
        write(COPY);
        QueryShape changed = new QueryShape(COPY.sources(), "millrace[other]", "append", List.of());

        assertThatThrownBy(() -> require(changed, Changes.REFUSED))
                .hasMessageContaining("[CHECKPOINT_DOES_NOT_FIT]")
                .hasMessageContaining("sink: was millrace[copy], is millrace[other]")
                .hasMessageContaining("--allow-changed");
        assertThatCode(() -> require(changed, Changes.ALLOWED)).doesNotThrowAnyException();
    }

    @Test
    void stateOfAnotherQueryIsOfNoUse() {
        write(COPY);

        assertThatThrownBy(() -> require(COUNTS, Changes.ALLOWED))
                .hasMessageContaining("[CHECKPOINT_CANNOT_FIT]")
                .hasMessageContaining("number of operators with state: was 0, is 1");
    }

    @Test
    void aCheckpointWithoutAManifestIsNotCompared() {
        assertThatCode(() -> require(COUNTS, Changes.REFUSED)).doesNotThrowAnyException();
    }

    @Test
    void readsTheManifestOfTheFirstVersion() throws Exception {
        String golden =
                Files.readString(Path.of("src/test/resources/compat/manifest-v1.json")).strip();

        FlowManifest manifest = ManifestJson.read(golden);

        assertThat(manifest.shape()).isEqualTo(COUNTS);
        assertThat(ManifestJson.write(manifest)).isEqualTo(golden);
    }

    @Test
    void aManifestOfALaterVersionIsNotGuessedAt() throws Exception {
        Files.writeString(checkpoint.resolve(Manifests.FILE), "{\"version\":2}");

        assertThatThrownBy(() -> require(COUNTS, Changes.REFUSED))
                .hasMessageContaining("[MANIFEST_UNREADABLE]")
                .hasMessageContaining(
                        "it is of version 2 and this Millrace reads versions up to 1");
    }

    private void write(QueryShape shape) {
        Manifests.write(checkpoint.toString(), HADOOP, new FlowManifest("id", "hash", shape));
    }

    private void require(QueryShape shape, Changes changes) {
        Manifests.requireFit(checkpoint.toString(), HADOOP, shape, changes);
    }
}
