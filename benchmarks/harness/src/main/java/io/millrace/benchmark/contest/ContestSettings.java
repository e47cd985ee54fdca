package io.millrace.benchmark.contest;

import io.millrace.benchmark.protocol.Tuning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is the same for all engines of a contest.
 *
 * @param tunings which rows an engine gets, as far as it has them
 * @param measuredRuns how many runs count, after the first one
 * @param cores how many processors an engine may use
 * @param heap how much heap its JVM has, as {@code -Xmx} takes it
 * @param jvmOptions more options for its JVM
 * @param limit how long it may take for one run
 * @param workDirectory where engines work, deleted afterwards
 * @param logDirectory where their logs are kept
 */
public record ContestSettings(
        Set<Tuning> tunings,
        int measuredRuns,
        int cores,
        String heap,
        List<String> jvmOptions,
        Duration limit,
        Path workDirectory,
        Path logDirectory) {

    public ContestSettings {
        tunings = Set.copyOf(tunings);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** How an engine is run. */
    public List<Tuning> tuningsOf(EngineDescriptor engine) {
        return engine.tunings().stream().filter(tunings::contains).toList();
    }

    /** The same for one tuning and another heap. */
    public ContestSettings with(Tuning tuning, String otherHeap) {
        return new ContestSettings(
                Set.of(tuning),
                measuredRuns,
                cores,
                otherHeap,
                jvmOptions,
                limit,
                workDirectory,
                logDirectory);
    }

    /** What the JVM of an engine gets, beside what the engine itself needs. */
    public List<String> jvmArguments() {
        List<String> fixed =
                List.of(
                        "-Xms" + heap,
                        "-Xmx" + heap,
                        "-XX:ActiveProcessorCount=" + cores,
                        "-Duser.timezone=UTC",
                        "-Djava.io.tmpdir=" + workDirectory);
        return Stream.concat(fixed.stream(), jvmOptions.stream()).toList();
    }
}
