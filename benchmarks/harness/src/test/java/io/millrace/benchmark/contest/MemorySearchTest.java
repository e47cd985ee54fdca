package io.millrace.benchmark.contest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.answer.AnswerCheck;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.result.Measured;
import io.millrace.benchmark.result.MemoryRow;
import io.millrace.benchmark.result.MemoryTable;
import io.millrace.benchmark.result.RunFigures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The search, over an engine that is as fast as its heap allows. */
class MemorySearchTest {

    private static final Entry ENTRY =
            new Entry(
                    new EngineDescriptor(
                            "fake",
                            Path.of("."),
                            "Fake",
                            List.of(Tuning.TUNED),
                            List.of(),
                            Map.of(),
                            Optional.empty(),
                            false),
                    "W2",
                    Guarantee.NONE,
                    "topic",
                    Optional.empty(),
                    1_000_000,
                    null,
                    Map.of(),
                    new AnswerCheck(List.of()));

    private static int mebibytes(String heap) {
        int number = Integer.parseInt(heap.substring(0, heap.length() - 1));
        return heap.endsWith("g") ? 1024 * number : number;
    }

    /** Full speed from {@code fast} on, 85 % from {@code enough} on, half of it below. */
    private static MemoryRow search(int fast, int enough) throws InterruptedException {
        return new MemorySearch(
                        heap -> {
                            int size = mebibytes(heap);
                            double seconds = size >= fast ? 1 : size >= enough ? 1 / 0.85 : 2;
                            return new Measured(
                                    "fake",
                                    Tuning.TUNED,
                                    Optional.empty(),
                                    1_000_000,
                                    List.of(new RunFigures(seconds, 1, 1)),
                                    1,
                                    size);
                        })
                .run(ENTRY, Tuning.TUNED, "none", "4g");
    }

    @ParameterizedTest
    @CsvSource({
        "2048, 1024, 1024m",
        "2048, 1000, 1024m",
        "2048, 1025, 1536m",
        "100, 100, 256m",
        "4096, 4096, 4g",
        "4096, 3000, 3072m",
        "800, 500, 512m"
    })
    void findsTheSmallestThatIsEnough(int fast, int enough, String smallest) throws Exception {
        MemoryRow row = search(fast, enough);

        assertThat(row.smallestHeap()).isEqualTo(smallest);
        assertThat(row.steps()).hasSizeBetween(4, 5);
        assertThat(row.steps())
                .extracting(MemoryRow.Step::heap)
                .startsWith("4g", "1024m")
                .contains(smallest);
    }

    @Test
    void findsNoneForAnEngineWithoutAnAnswer() throws Exception {
        Measured failed =
                new Measured("fake", Tuning.TUNED, Optional.of("no luck"), 1, List.of(), 1, 1);

        MemoryRow row = new MemorySearch(heap -> failed).run(ENTRY, Tuning.TUNED, "none", "4g");

        assertThat(row.smallestHeap()).isNull();
        assertThat(row.steps()).extracting(MemoryRow.Step::answer).containsExactly("no luck");
    }

    @Test
    void isShownStepByStep() throws Exception {
        assertThat(MemoryTable.text(List.of(search(2048, 1024))))
                .isEqualTo(
                        """
                        workload  engine  tuning  compression   heap                         records/s  RSS MiB  outcome
                        W2        fake    tuned   none            4g  1,000,000 [1,000,000..1,000,000]    4,096  enough
                        W2        fake    tuned   none         1024m        850,000 [850,000..850,000]    1,024  enough, the smallest
                        W2        fake    tuned   none          512m        500,000 [500,000..500,000]      512  too slow
                        W2        fake    tuned   none          768m        500,000 [500,000..500,000]      768  too slow
                        """);
    }
}
