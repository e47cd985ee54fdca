package io.millrace.benchmark.contest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.answer.AnswerCheck;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.result.RecoveryRow;
import io.millrace.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills of engines that are not worth measuring, over a real broker. */
class RecoveryTrialTest {

    @TempDir private static Path directory;
    private static EmbeddedBroker broker;

    @TempDir private Path home;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private RecoveryRow kill(String mode) throws Exception {
        FakeModule.write(home, mode, mode, "tunings = tuned");
        ContestSettings settings =
                new ContestSettings(
                        Set.of(Tuning.TUNED),
                        1,
                        2,
                        "64m",
                        List.of("-XX:TieredStopAtLevel=1"),
                        Duration.ofSeconds(20),
                        home.resolve("work"),
                        home.resolve("logs"));
        Entry entry =
                new Entry(
                        EngineCatalog.read(home).get(0),
                        "W1",
                        Guarantee.AT_LEAST_ONCE,
                        "unused",
                        Optional.empty(),
                        0,
                        null,
                        Map.of(),
                        new AnswerCheck(List.of()));
        return new RecoveryTrial(settings, broker.connection(), Duration.ofSeconds(1), 1)
                .run(entry, Tuning.TUNED, 2_000, 1_000);
    }

    @Test
    void seesAnEngineComeBack() throws Exception {
        RecoveryRow row = kill("streams-on");

        assertThat(row.answer()).isEqualTo("ok");
        assertThat(row.recordsPerSecond()).isEqualTo(1_000);
        assertThat(row.maxRecordsPerSecond()).isEqualTo(2_000);
        assertThat(row.firstOutputSeconds()).isBetween(0.3, 60.0);
        assertThat(row.caughtUpSeconds()).isBetween(row.firstOutputSeconds(), 60.0);
        assertThat(row.repeated()).isNotNegative();
    }

    @Test
    void seesWhatAnEngineLoses() throws Exception {
        assertThat(kill("streams-lossy").answer())
                .matches("(results are missing within .*|[1-9]\\d* rows are missing, 0 .*)");
    }

    @Test
    void seesAnEngineThatCannotDoIt() throws Exception {
        assertThat(kill("right").answer()).contains("it has no query for an endless W1");
    }
}
