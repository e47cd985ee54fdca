package io.millrace.benchmark;

import io.millrace.benchmark.answer.AnswerCheck;
import io.millrace.benchmark.contest.Contest;
import io.millrace.benchmark.contest.ContestSettings;
import io.millrace.benchmark.contest.EngineDescriptor;
import io.millrace.benchmark.contest.Entry;
import io.millrace.benchmark.input.BrokerProcess;
import io.millrace.benchmark.input.Compression;
import io.millrace.benchmark.input.InputTopic;
import io.millrace.benchmark.input.InputTopics;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.result.Measured;
import io.millrace.benchmark.result.ResultRow;
import io.millrace.benchmark.result.ResultRows;
import io.millrace.benchmark.workload.RawCount;
import io.millrace.benchmark.workload.Workload;
import io.millrace.benchmark.workload.Workloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Everything that one command measures, with one broker. */
final class Benchmark {

    /**
     * What is measured.
     *
     * @param engines in the order of their turns
     * @param records how many each topic holds
     */
    record Plan(
            List<Workload> workloads,
            List<EngineDescriptor> engines,
            List<Compression> compressions,
            List<Guarantee> guarantees,
            long records,
            long seed) {}

    /**
     * What came out.
     *
     * @param versions engine to name to version
     */
    record Outcome(List<ResultRow> rows, Map<String, Map<String, String>> versions) {}

    private final Plan plan;
    private final ContestSettings settings;
    private final Consumer<String> progress;
    private final Map<String, AnswerCheck> checks = new HashMap<>();

    Benchmark(Plan plan, ContestSettings settings, Consumer<String> progress) {
        this.plan = plan;
        this.settings = settings;
        this.progress = progress;
    }

    /** Runs all workloads over topics of this broker. */
    Outcome run(BrokerProcess broker) throws InterruptedException {
        InputTopics topics = new InputTopics(broker.connection(), progress);
        List<ResultRow> rows = new ArrayList<>();
        Map<String, Map<String, String>> versions = new TreeMap<>();
        for (Compression compression : plan.compressions()) {
            for (Workload workload : plan.workloads()) {
                InputTopic topic =
                        new InputTopic(workload.records(plan.seed()), plan.records(), compression);
                topics.provide(topic);
                for (Guarantee guarantee : guarantees(workload)) {
                    Contest contest =
                            new Contest(
                                    settings, broker.connection(), broker::cpuSeconds, progress);
                    List<Measured> measured =
                            contest.run(
                                    label(workload, guarantee, compression),
                                    entries(workload, guarantee, topic));
                    rows.addAll(
                            new ResultRows(workload.name(), guarantee, compression.toString())
                                    .of(measured));
                    contest.versions().forEach(versions::putIfAbsent);
                }
            }
        }
        return new Outcome(rows, versions);
    }

    private List<Guarantee> guarantees(Workload workload) {
        return workload.guarantees().stream().filter(plan.guarantees()::contains).toList();
    }

    private static String label(Workload workload, Guarantee guarantee, Compression compression) {
        String promise = guarantee == Guarantee.EXACTLY_ONCE ? "-" + guarantee : "";
        return workload.name() + promise + "-" + compression;
    }

    private List<Entry> entries(Workload workload, Guarantee guarantee, InputTopic topic) {
        Map<String, String> tables = writeTables(workload);
        return plan.engines().stream()
                .map(
                        engine -> {
                            Workload asked =
                                    engine.always().flatMap(Workloads::named).orElse(workload);
                            return new Entry(
                                    engine,
                                    asked.name(),
                                    asked == workload ? guarantee : Guarantee.NONE,
                                    topic.name(),
                                    asked.output(),
                                    topic.size(),
                                    tables,
                                    check(asked, topic));
                        })
                .toList();
    }

    /** The answer over a topic; of a yardstick, that to its own question. */
    private AnswerCheck check(Workload workload, InputTopic topic) {
        return checks.computeIfAbsent(
                workload.name() + " of " + topic.source().id(),
                key -> {
                    progress.accept("computing the answer of " + key);
                    return new AnswerCheck(
                            workload instanceof RawCount
                                    ? RawCount.answerOver(topic.source(), topic.records())
                                    : workload.answer(plan.seed(), plan.records()),
                            workload::counts);
                });
    }

    private Map<String, String> writeTables(Workload workload) {
        Map<String, String> files = new TreeMap<>();
        workload.tables(plan.seed())
                .forEach((name, lines) -> files.put(name, write(workload, name, lines)));
        return files;
    }

    private String write(Workload workload, String table, List<String> lines) {
        Path file = settings.workDirectory().resolve(workload.name() + "-" + table + ".csv");
        try {
            return Files.write(file, lines).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
