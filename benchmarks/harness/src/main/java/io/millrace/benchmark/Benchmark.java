package io.millrace.benchmark;

import io.millrace.benchmark.answer.AnswerCheck;
import io.millrace.benchmark.contest.Contest;
import io.millrace.benchmark.contest.ContestSettings;
import io.millrace.benchmark.contest.EngineDescriptor;
import io.millrace.benchmark.contest.EnginePool;
import io.millrace.benchmark.contest.EnginePool.Reuse;
import io.millrace.benchmark.contest.Entry;
import io.millrace.benchmark.contest.MemorySearch;
import io.millrace.benchmark.contest.RecoveryTrial;
import io.millrace.benchmark.input.BrokerProcess;
import io.millrace.benchmark.input.Compression;
import io.millrace.benchmark.input.InputTopic;
import io.millrace.benchmark.input.InputTopics;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.result.Measured;
import io.millrace.benchmark.result.MemoryRow;
import io.millrace.benchmark.result.MemoryTable;
import io.millrace.benchmark.result.RecoveryRow;
import io.millrace.benchmark.result.RecoveryTable;
import io.millrace.benchmark.result.ResultRow;
import io.millrace.benchmark.result.ResultRows;
import io.millrace.benchmark.result.ResultTable;
import io.millrace.benchmark.workload.RawCount;
import io.millrace.benchmark.workload.Workload;
import io.millrace.benchmark.workload.Workloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
     * @param reuse of the processes of engines
     * @param batches how many records a micro-batch may have, one after the other; empty for what
     *     the tuning of each engine says
     * @param load how much of what an engine can do comes in while it is killed
     * @param records how many each topic holds
     */
    record Plan(
            List<Workload> workloads,
            List<EngineDescriptor> engines,
            List<Compression> compressions,
            List<Guarantee> guarantees,
            List<Long> batches,
            Reuse reuse,
            double load,
            long records,
            long seed) {

        /**
         * Which engines run with which size of micro-batches, one after the other: where sizes are
         * asked for, those that have no micro-batches run once, without; null stands for that.
         */
        List<Sized> sized() {
            if (batches.isEmpty()) {
                return List.of(new Sized(null, engines));
            }
            List<Sized> all = new ArrayList<>();
            for (Long size : batches) {
                all.add(new Sized(size, having(true)));
            }
            all.add(new Sized(null, having(false)));
            return all.stream().filter(each -> !each.engines().isEmpty()).toList();
        }

        private List<EngineDescriptor> having(boolean microBatches) {
            return engines.stream()
                    .filter(engine -> engine.hasMicroBatches() == microBatches)
                    .toList();
        }
    }

    /** Engines with a size of micro-batches. */
    record Sized(Long batchOrNull, List<EngineDescriptor> engines) {}

    /**
     * What came out.
     *
     * @param versions engine to name to version
     */
    record Outcome(
            List<ResultRow> rows,
            List<MemoryRow> memory,
            List<RecoveryRow> recovery,
            Map<String, Map<String, String>> versions) {

        /** What a terminal shows. */
        String table() {
            return (memory.isEmpty() && recovery.isEmpty() ? ResultTable.text(rows) : "")
                    + (memory.isEmpty() ? "" : MemoryTable.text(memory))
                    + (recovery.isEmpty() ? "" : RecoveryTable.text(recovery));
        }

        boolean passed() {
            return rows.stream().allMatch(row -> row.passed() || row.unasked())
                    && memory.stream().allMatch(row -> row.smallestHeap() != null)
                    && recovery.stream().allMatch(row -> row.answer().equals(ResultRow.OK));
        }
    }

    /** How long an engine works steadily before it is killed. */
    private static final Duration BEFORE_KILL = Duration.ofSeconds(10);

    private final Plan plan;
    private final ContestSettings settings;
    private final Consumer<String> progress;
    private final Map<String, AnswerCheck> checks = new HashMap<>();

    Benchmark(Plan plan, ContestSettings settings, Consumer<String> progress) {
        this.plan = plan;
        this.settings = settings;
        this.progress = progress;
    }

    /** One workload over one topic, for all engines. */
    private record Heat(
            String label,
            Workload workload,
            Guarantee guarantee,
            Compression compression,
            Long batchRecords,
            List<Entry> entries) {}

    /** What is done with a heat. */
    private interface Step {
        void run(Heat heat) throws InterruptedException;
    }

    /**
     * Runs all workloads over topics of this broker.
     *
     * @param save is given what there is after each workload, so that it is not lost with the rest
     */
    Outcome run(BrokerProcess broker, Consumer<Outcome> save) throws InterruptedException {
        List<ResultRow> rows = new ArrayList<>();
        Map<String, Map<String, String>> versions = new TreeMap<>();
        try (EnginePool engines = new EnginePool(plan.reuse())) {
            each(
                    broker,
                    heat -> {
                        Contest contest = contest(settings, broker, engines);
                        rows.addAll(
                                new ResultRows(
                                                heat.workload().name(),
                                                heat.guarantee(),
                                                heat.compression().toString(),
                                                heat.batchRecords())
                                        .of(contest.run(heat.label(), heat.entries())));
                        contest.versions().forEach(versions::putIfAbsent);
                        save.accept(new Outcome(rows, List.of(), List.of(), versions));
                    });
        }
        return new Outcome(rows, List.of(), List.of(), versions);
    }

    /** Finds how little heap each engine needs for each workload. */
    Outcome searchMemory(BrokerProcess broker, Consumer<Outcome> save) throws InterruptedException {
        List<MemoryRow> rows = new ArrayList<>();
        Map<String, Map<String, String>> versions = new TreeMap<>();
        each(
                broker,
                heat -> {
                    for (Entry entry : heat.entries()) {
                        for (Tuning tuning : settings.tuningsOf(entry.engine())) {
                            MemorySearch search =
                                    new MemorySearch(
                                            heap -> {
                                                Contest contest =
                                                        contest(
                                                                settings.with(tuning, heap),
                                                                broker,
                                                                new EnginePool(Reuse.NEVER));
                                                Measured measured =
                                                        contest.run(
                                                                        heat.label() + "-" + heap,
                                                                        List.of(entry))
                                                                .get(0);
                                                contest.versions().forEach(versions::putIfAbsent);
                                                return measured;
                                            });
                            rows.add(
                                    search.run(
                                            entry,
                                            tuning,
                                            heat.compression().toString(),
                                            settings.heap()));
                            save.accept(new Outcome(List.of(), rows, List.of(), versions));
                        }
                    }
                });
        return new Outcome(List.of(), rows, List.of(), versions);
    }

    /** Kills each engine that can run without end, and sees how it comes back. */
    Outcome tryRecovery(BrokerProcess broker, Consumer<Outcome> save) throws InterruptedException {
        List<RecoveryRow> rows = new ArrayList<>();
        Map<String, Map<String, String>> versions = new TreeMap<>();
        each(
                broker,
                heat -> {
                    for (Entry entry : heat.entries()) {
                        if (entry.engine().always().isPresent()) {
                            continue;
                        }
                        for (Tuning tuning : settings.tuningsOf(entry.engine())) {
                            Contest contest =
                                    contest(
                                            settings.with(tuning, settings.heap()),
                                            broker,
                                            new EnginePool(Reuse.NEVER));
                            Measured most = contest.run(heat.label(), List.of(entry)).get(0);
                            contest.versions().forEach(versions::putIfAbsent);
                            rows.add(recovery(broker, entry, tuning, most));
                            save.accept(new Outcome(List.of(), List.of(), rows, versions));
                        }
                    }
                });
        return new Outcome(List.of(), List.of(), rows, versions);
    }

    private RecoveryRow recovery(BrokerProcess broker, Entry entry, Tuning tuning, Measured most)
            throws InterruptedException {
        if (most.failure().isPresent()) {
            return RecoveryRow.failed(
                    entry.workload(),
                    entry.engine().name(),
                    tuning.text(),
                    entry.guarantee().text(),
                    most.failure().get());
        }
        progress.accept("killing " + entry.engine().name() + " " + tuning);
        double max = most.medianRecordsPerSecond();
        return new RecoveryTrial(settings, broker.connection(), BEFORE_KILL, plan.seed())
                .run(entry, tuning, max, Math.max(1, Math.round(max * plan.load())));
    }

    private Contest contest(ContestSettings with, BrokerProcess broker, EnginePool engines) {
        return new Contest(with, broker.connection(), broker::cpuSeconds, engines, progress);
    }

    private void each(BrokerProcess broker, Step step) throws InterruptedException {
        InputTopics topics = new InputTopics(broker.connection(), progress);
        for (Compression compression : plan.compressions()) {
            for (Workload workload : plan.workloads()) {
                InputTopic topic =
                        new InputTopic(workload.records(plan.seed()), plan.records(), compression);
                topics.provide(topic);
                for (Guarantee guarantee : guarantees(workload)) {
                    for (Sized sized : plan.sized()) {
                        Long batch = sized.batchOrNull();
                        step.run(
                                new Heat(
                                        label(workload, guarantee, compression, batch),
                                        workload,
                                        guarantee,
                                        compression,
                                        batch,
                                        entries(workload, guarantee, topic, sized)));
                    }
                }
            }
        }
    }

    private List<Guarantee> guarantees(Workload workload) {
        return workload.guarantees().stream().filter(plan.guarantees()::contains).toList();
    }

    private static String label(
            Workload workload, Guarantee guarantee, Compression compression, Long batchOrNull) {
        String promise = guarantee == Guarantee.EXACTLY_ONCE ? "-" + guarantee : "";
        String batch = batchOrNull == null ? "" : "-" + batchOrNull;
        return workload.name() + promise + "-" + compression + batch;
    }

    private List<Entry> entries(
            Workload workload, Guarantee guarantee, InputTopic topic, Sized sized) {
        Map<String, String> tables = writeTables(workload);
        return sized.engines().stream()
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
                                    sized.batchOrNull(),
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
