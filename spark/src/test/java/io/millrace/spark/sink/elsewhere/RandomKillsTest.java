package io.millrace.spark.sink.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Files, directories and a table, whose process is killed at any time, many times. */
@EnabledIfSystemProperty(
        named = "millrace.long",
        matches = "true",
        disabledReason = "takes minutes, and runs with -Dmillrace.long=true")
class RandomKillsTest {

    private static final int KILLS = Integer.getInteger("millrace.kills", 30);
    private static final long SEED = Long.getLong("millrace.test.seed", 20261130L);

    /**
     * @faults E13
     */
    @Test
    void eachRecordIsThereOnce() throws Exception {
        Random random = new Random(SEED);
        KilledCopy copy =
                new KilledCopy(KilledOutputs.FILES, KilledOutputs.DIRECTORIES, KilledOutputs.TABLE);
        int killed = 0;
        while (killed < KILLS) {
            copy.send(200);
            if (copy.killAfter(Duration.ofMillis(random.nextInt(4_000)))) {
                killed++;
            }
        }
        assertThat(copy.run("", "")).as(copy.log()).isZero();

        assertThat(copy.read(KilledOutputs.FILES)).containsExactlyElementsOf(copy.allRows());
        assertThat(copy.read(KilledOutputs.DIRECTORIES)).containsExactlyElementsOf(copy.allRows());
        assertThat(copy.inTable()).containsExactlyInAnyOrderElementsOf(copy.allRows());
    }
}
