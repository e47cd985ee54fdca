package io.millrace.spark.sink.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import org.junit.jupiter.api.Test;

/** The process of a query into Spark's own file sink dies; each record is read back once. */
class FileSinkKillTest {

    private final KilledCopy copy = new KilledCopy(KilledOutputs.FILES);

    /**
     * @faults E13
     */
    @Test
    void whatIsReadBackIsThereOnceThoughFilesAreWrittenAgain() throws Exception {
        copy.send(120);

        assertThat(copy.run("manifest.file.writing=kill@2", ""))
                .as(copy.log())
                .isEqualTo(KilledCopy.KILLED);
        assertThat(copy.read(KilledOutputs.FILES)).hasSize(40);
        assertThat(copy.run("manifest.file.after.rename=kill@1", ""))
                .as(copy.log())
                .isEqualTo(KilledCopy.KILLED);
        assertThat(copy.read(KilledOutputs.FILES)).hasSize(80);
        assertThat(copy.run("", "")).as(copy.log()).isZero();

        assertThat(copy.read(KilledOutputs.FILES)).containsExactlyElementsOf(copy.allRows());
        // The rows of one batch are in files twice, which who lists the directory sees.
        assertThat(
                        LocalStack.session()
                                .read()
                                .parquet(copy.place(KilledOutputs.FILES) + "/*.parquet")
                                .count())
                .isEqualTo(120 + 40);
    }
}
