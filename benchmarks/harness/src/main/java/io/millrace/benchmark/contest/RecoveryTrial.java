package io.millrace.benchmark.contest;

import io.millrace.benchmark.answer.Completeness;
import io.millrace.benchmark.live.LiveProducer;
import io.millrace.benchmark.live.OutputWatch;
import io.millrace.benchmark.output.OutputTopics;
import io.millrace.benchmark.process.ProcessFailure;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.StreamRequest;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.records.AdEvents;
import io.millrace.benchmark.result.RecoveryRow;
import io.millrace.benchmark.workload.ViewExtract;
import io.millrace.kafka.client.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Kills an engine with SIGKILL while it extracts views from records that keep coming, starts it
 * again, and looks when it is back; then checks that no view is missing.
 */
public final class RecoveryTrial {

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** What a process has sent that is gone may still be appended. */
    private static final long LAST_WORDS_MILLIS = 300;

    private final ContestSettings settings;
    private final KafkaConnection connection;
    private final Duration steady;
    private final ViewExtract workload = new ViewExtract();
    private final AdEvents events;

    /**
     * @param steady how long the engine works before it is killed, after it has caught up
     * @param seed of the records
     */
    public RecoveryTrial(
            ContestSettings settings, KafkaConnection connection, Duration steady, long seed) {
        this.settings = settings;
        this.steady = steady;
        this.connection = connection;
        this.events = new AdEvents(seed);
    }

    /**
     * Runs the trial.
     *
     * @param maxPerSecond what the engine reaches at most
     * @param perSecond what comes in
     */
    public RecoveryRow run(Entry entry, Tuning tuning, double maxPerSecond, long perSecond)
            throws InterruptedException {
        String name = "recovery-" + entry.engine().name() + "-" + tuning;
        OutputTopics topics = new OutputTopics(connection);
        String input = "live-" + name;
        String output = "output-" + name;
        topics.create(input);
        topics.createTimed(output);
        Path state = settings.workDirectory().resolve(name).resolve("state");
        StreamRequest request =
                new StreamRequest(
                        workload.name(), entry.guarantee(), input, output, state.toString());
        try (OutputWatch watch = OutputWatch.start(connection, output)) {
            Observation seen = observe(entry.engine(), tuning, name, request, perSecond, watch);
            Optional<String> problem = seen.check(topics, output);
            return new RecoveryRow(
                    workload.name(),
                    entry.engine().name(),
                    tuning.text(),
                    entry.guarantee().text(),
                    Math.rint(maxPerSecond),
                    perSecond,
                    seen.firstOutputSeconds,
                    seen.caughtUpSeconds,
                    seen.completeness.repeated(),
                    problem.orElse("ok"));
        } catch (ProcessFailure e) {
            return RecoveryRow.failed(
                    workload.name(),
                    entry.engine().name(),
                    tuning.text(),
                    entry.guarantee().text(),
                    e.getMessage());
        } finally {
            topics.delete(input);
            topics.delete(output);
        }
    }

    /** What was seen of one engine. */
    private final class Observation {

        private final LiveProducer producer;
        private final Completeness completeness = new Completeness();
        private double firstOutputSeconds;
        private double caughtUpSeconds;

        private Observation(LiveProducer producer) {
            this.producer = producer;
        }

        private long views() {
            long views = 0;
            for (long event = 0; event < producer.sent(); event++) {
                views += events.typeOf(event) == AdEvents.EventType.VIEW ? 1 : 0;
            }
            return views;
        }

        private Optional<String> check(OutputTopics topics, String output) {
            for (long event = 0; event < producer.sent(); event++) {
                if (events.typeOf(event) == AdEvents.EventType.VIEW) {
                    completeness.expect(ViewExtract.row(events, event, producer.dueMillis(event)));
                }
            }
            topics.rows(output, workload.output().orElseThrow()).forEach(completeness::find);
            return completeness.problem();
        }
    }

    private Observation observe(
            EngineDescriptor engine,
            Tuning tuning,
            String name,
            StreamRequest request,
            long perSecond,
            OutputWatch watch)
            throws ProcessFailure, InterruptedException {
        watch.lookAfter(0);
        try (LiveProducer producer =
                LiveProducer.start(connection, request.topic(), events, perSecond)) {
            Observation seen = new Observation(producer);
            EngineProcess first = start(engine, tuning, name, request);
            try {
                await(
                        "it does not keep up with " + perSecond + " records/s",
                        watch::isInTime,
                        first);
                LockSupport.parkNanos(steady.toNanos());
            } finally {
                first.kill();
            }
            long killed = System.currentTimeMillis();
            watch.lookAfter(killed + LAST_WORDS_MILLIS);
            EngineProcess second = start(engine, tuning, name, request);
            try {
                await("no output after the kill", () -> watch.firstAppended() > 0, second);
                seen.firstOutputSeconds = (watch.firstAppended() - killed) / 1e3;
                await("it does not catch up", () -> watch.firstInTime() > 0, second);
                seen.caughtUpSeconds = (watch.firstInTime() - killed) / 1e3;
                producer.stop();
                long views = seen.views();
                // Some may be there twice, so that enough are not all.
                await(
                        "results are missing",
                        () -> watch.records() >= views && watch.isQuiet(),
                        second);
            } finally {
                second.kill();
            }
            return seen;
        }
    }

    private EngineProcess start(
            EngineDescriptor engine, Tuning tuning, String name, StreamRequest request)
            throws ProcessFailure, InterruptedException {
        Path directory = settings.workDirectory().resolve(name);
        EngineProcess process =
                EngineProcess.start(
                        engine.command(settings.jvmArguments()),
                        new EngineSettings(
                                connection.bootstrapServers(),
                                tuning,
                                settings.cores(),
                                directory.toString()),
                        settings.logDirectory().resolve(name + ".log"),
                        settings.limit());
        process.awaitReady();
        process.stream(request);
        return process;
    }

    private void await(String otherwise, BooleanSupplier condition, EngineProcess process)
            throws ProcessFailure, InterruptedException {
        long end = System.nanoTime() + settings.limit().toNanos();
        while (!condition.getAsBoolean()) {
            process.checkSilent();
            if (System.nanoTime() > end) {
                throw new ProcessFailure(
                        otherwise
                                + " within "
                                + TimeUnit.NANOSECONDS.toSeconds(settings.limit().toNanos())
                                + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
