package io.millrace.benchmark.contest;

import static io.millrace.benchmark.protocol.Tuning.DEFAULT;
import static io.millrace.benchmark.protocol.Tuning.TUNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.answer.AnswerCheck;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.result.Measured;
import io.millrace.kafka.client.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contests of engines that are not worth measuring, each in its process. */
class ContestTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir private Path home;
    private final List<String> progress = new ArrayList<>();
    private double brokerSeconds;
    private EnginePool engines = new EnginePool(EnginePool.Reuse.NEVER);

    private Contest contest(Set<Tuning> tunings, Duration limit) {
        ContestSettings settings =
                new ContestSettings(
                        tunings,
                        2,
                        2,
                        "64m",
                        List.of("-XX:TieredStopAtLevel=1"),
                        limit,
                        home.resolve("work"),
                        home.resolve("logs"));
        return new Contest(
                settings,
                KafkaConnection.to("nowhere:1"),
                () -> brokerSeconds += 0.5,
                engines,
                progress::add);
    }

    private List<Entry> entries() {
        return EngineCatalog.read(home).stream()
                .map(
                        engine ->
                                new Entry(
                                        engine,
                                        "W0",
                                        Guarantee.NONE,
                                        "topic",
                                        Optional.empty(),
                                        1_000,
                                        null,
                                        Map.of(),
                                        new AnswerCheck(List.of("topic"))))
                .toList();
    }

    private Measured runAlone(String mode, Duration limit) throws Exception {
        FakeModule.write(home, "fake", mode);
        List<Measured> all = contest(EnumSet.of(TUNED), limit).run("t", entries());
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void takesTurnsAfterTheColdStarts() throws Exception {
        FakeModule.write(home, "a", "right");
        FakeModule.write(home, "b", "right", "tunings = tuned");

        Contest contest = contest(EnumSet.of(DEFAULT, TUNED), LONG);
        List<Measured> all = contest.run("W0-none", entries());

        assertThat(home.resolve("journal"))
                .hasContent(
                        "adefault0\natuned0\nbtuned0\nadefault1\natuned1\nbtuned1\nadefault2\n"
                                + "atuned2\nbtuned2\n");
        assertThat(all)
                .extracting(m -> m.engine() + " " + m.tuning())
                .containsExactly("a default", "a tuned", "b tuned");
        assertThat(all)
                .allSatisfy(
                        m -> {
                            assertThat(m.failure()).isEmpty();
                            assertThat(m.coldStartSeconds()).isBetween(0.05, 120.0);
                            assertThat(m.peakRssMiB()).isBetween(10L, 2_000L);
                            assertThat(m.runs()).hasSize(2);
                            assertThat(m.runs())
                                    .allSatisfy(
                                            run -> {
                                                assertThat(run.wallSeconds()).isPositive();
                                                assertThat(run.brokerCpuSeconds()).isEqualTo(0.5);
                                            });
                        });
        assertThat(contest.versions())
                .isEqualTo(Map.of("a", Map.of("fake", "1.0"), "b", Map.of("fake", "1.0")));
        assertThat(progress)
                .first()
                .asString()
                .matches("W0-none cold start: a default: \\d+\\.\\d\\d s");
        assertThat(progress).hasSize(9);
    }

    @Test
    void keepsProcessesForTheNextContestIfToldTo() throws Exception {
        FakeModule.write(home, "a", "right", "tunings = tuned");
        FakeModule.write(home, "b", "crashes-when-measured", "tunings = tuned");
        engines = new EnginePool(EnginePool.Reuse.ALWAYS);

        List<Measured> first = contest(EnumSet.of(TUNED), LONG).run("one", entries());
        List<Measured> second = contest(EnumSet.of(TUNED), LONG).run("two", entries());
        engines.close();

        // The runs of a process are counted on; one that has died gets another process.
        assertThat(home.resolve("journal"))
                .hasContent(
                        "atuned0\nbtuned0\natuned1\nbtuned1\natuned2\n"
                                + "atuned3\nbtuned0\natuned4\nbtuned1\natuned5\n");
        assertThat(first.get(0).coldStartSeconds()).isPositive();
        assertThat(second.get(0).coldStartSeconds()).isNaN();
        assertThat(second.get(0).failure()).isEmpty();
        assertThat(second.get(1).coldStartSeconds()).isPositive();
    }

    @Test
    void keepsWhatAnEngineSaysApartFromWhatItPrints() throws Exception {
        Measured measured = runAlone("noisy", LONG);

        assertThat(measured.failure()).isEmpty();
        assertThat(home.resolve("logs/t-fake-tuned.log"))
                .content()
                .containsIgnoringNewLines("noise")
                .contains("more noise");
    }

    @ParameterizedTest
    @CsvSource({
        "wrong, 'wrong answer: 1 rows, expected 1; in sorted order the first that differs is"
                + " [wrong], expected [topic]'",
        "wrong-when-measured, 'wrong answer: 1 rows, expected 1; in sorted order the first that"
                + " differs is [wrong], expected [topic]'",
        "dies-at-start, its process ended with exit code 9",
        "crashes, its process ended with exit code 8",
        "crashes-when-measured, its process ended with exit code 7",
        "throws, IllegalStateException: no such luck",
        "knows-nothing, it has no query for W0"
    })
    void voidsTheFiguresOfAnEngineThatIsNotRight(String mode, String failure) throws Exception {
        Measured measured = runAlone(mode, LONG);

        assertThat(measured.failure()).contains(failure);
        assertThat(progress).last().asString().endsWith("fake tuned: " + failure);
    }

    @Test
    void doesNotWaitForAnEngineThatHangs() throws Exception {
        assertThat(runAlone("hangs", Duration.ofSeconds(10)).failure())
                .contains("no answer within 10s");
    }

    @Test
    void goesOnWithTheOthers() throws Exception {
        FakeModule.write(home, "a", "crashes-when-measured", "tunings = tuned");
        FakeModule.write(home, "b", "right", "tunings = tuned");

        List<Measured> all = contest(EnumSet.of(TUNED), LONG).run("t", entries());

        assertThat(all.get(0).failure()).isPresent();
        assertThat(all.get(1).failure()).isEmpty();
        assertThat(all.get(1).runs()).hasSize(2);
    }

    @Test
    void leavesNoProcessBehind() throws Exception {
        FakeModule.write(home, "a", "right", "tunings = tuned");
        FakeModule.write(home, "b", "hangs", "tunings = tuned");

        contest(EnumSet.of(TUNED), Duration.ofSeconds(10)).run("t", entries());

        assertThat(ProcessHandle.current().children())
                .noneMatch(
                        child ->
                                child.info()
                                        .commandLine()
                                        .orElse("")
                                        .contains(FakeEngine.class.getName()));
    }
}
