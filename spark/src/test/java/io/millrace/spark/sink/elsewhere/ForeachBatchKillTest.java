package io.millrace.spark.sink.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
}
