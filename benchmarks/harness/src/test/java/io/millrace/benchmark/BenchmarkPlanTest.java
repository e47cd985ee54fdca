package io.millrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.Benchmark.Plan;
import io.millrace.benchmark.Benchmark.Sized;
import io.millrace.benchmark.contest.EngineDescriptor;
import io.millrace.benchmark.contest.EnginePool.Reuse;
import io.millrace.benchmark.protocol.Tuning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchmarkPlanTest {

    private static final EngineDescriptor SPARK = engine("spark", true);
    private static final EngineDescriptor FLINK = engine("flink", false);

    private static EngineDescriptor engine(String name, boolean microBatches) {
        return new EngineDescriptor(
                name,
                Path.of("engine-" + name),
                "a.B",
                List.of(Tuning.TUNED),
                List.of(),
                Map.of(),
                Optional.empty(),
                microBatches);
    }

    private static List<Sized> sized(List<Long> batches, EngineDescriptor... engines) {
        return new Plan(
                        List.of(),
                        List.of(engines),
                        List.of(),
                        List.of(),
                        batches,
                        Reuse.NEVER,
                        0.5,
                        1,
                        1)
                .sized();
    }

    @Test
    void runsEnginesWithoutMicroBatchesOnce() {
        assertThat(sized(List.of(10L, 30L), FLINK, SPARK))
                .containsExactly(
                        new Sized(10L, List.of(SPARK)),
                        new Sized(30L, List.of(SPARK)),
                        new Sized(null, List.of(FLINK)));
        assertThat(sized(List.of(10L), SPARK)).containsExactly(new Sized(10L, List.of(SPARK)));
    }

    @Test
    void comparesAllWhereNoSizeIsAskedFor() {
        assertThat(sized(List.of(), FLINK, SPARK))
                .containsExactly(new Sized(null, List.of(FLINK, SPARK)));
    }
}
