package io.millrace.benchmark.latency;

import io.millrace.benchmark.contest.ContestSettings;
import io.millrace.benchmark.contest.EngineDescriptor;
import io.millrace.benchmark.contest.EngineProcess;
import io.millrace.benchmark.process.ProcessFailure;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.FollowReport;
import io.millrace.benchmark.protocol.FollowRequest;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.records.TimedEvents;
import io.millrace.kafka.client.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/** Measures one engine at a time, each in a process of its own and with topics of its own. */
final class LatencyRun {

    private static final int PARTITIONS = 4;

    /** From the answer that the engine reads until the first event is due. */
    private static final Duration LEAD = Duration.ofSeconds(1);

    /** How long an engine may write nothing while events wait for their answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long SEED = 1;

    private final ContestSettings settings;
    private final KafkaConnection connection;
    private final Duration warmUp;
    private final Duration measured;
    private final Duration realTimeBatch;
    private final Duration interval;

    LatencyRun(
            ContestSettings settings,
            KafkaConnection connection,
            Duration warmUp,
            Duration measured,
            Duration realTimeBatch,
            Duration interval) {
        this.settings = settings;
        this.connection = connection;
        this.warmUp = warmUp;
        this.measured = measured;
        this.realTimeBatch = realTimeBatch;
        this.interval = interval;
    }

    /** Measures one engine. */
    LatencyRow measure(
            EngineDescriptor engine,
            Tuning tuning,
            LatencyMode mode,
            LatencyWorkload workload,
            long perSecond)
            throws Exception {
        String name =
                String.join(
                        "-",
                        workload.toString(),
                        Long.toString(perSecond),
                        engine.name(),
                        tuning.text(),
                        mode.toString());
        String input = name + "-in";
        String output = name + "-out";
        createTopics(input, output);
        Path directory = settings.workDirectory().resolve(name);
        EngineSettings engineSettings =
                new EngineSettings(
                        connection.bootstrapServers(), tuning, slots(mode), directory.toString());
        Schedule schedule = null;
        try (EngineProcess process =
                        EngineProcess.start(
                                engine.command(settings.jvmArguments()),
                                engineSettings,
                                settings.logDirectory().resolve(name + ".log"),
                                settings.limit());
                Generator generator = new Generator(connection, new TimedEvents(SEED))) {
            process.awaitReady();
            process.follow(
                    new FollowRequest(
                            workload.toString(),
                            input,
                            output,
                            batchMillis(mode),
                            interval.toMillis()));
            generator.connect(input);
            long start = System.currentTimeMillis() + LEAD.toMillis();
            schedule =
                    new Schedule(
                            TimeUnit.MILLISECONDS.toMicros(start), perSecond, warmUp, measured);
            Answer answer = workload.answer(schedule);
            Duration late = generator.send(schedule, input);
            try (OutputMeter meter =
                    new OutputMeter(connection, partitions(output), schedule, answer)) {
                meter.readAll(PATIENCE);
                FollowReport report = process.stopFollowing();
                return row(engine, tuning, mode, workload, schedule, answer, meter, report, late);
            }
        } catch (ProcessFailure e) {
            return new LatencyRow(
                    workload.toString(),
                    engine.name(),
                    tuning.text(),
                    mode.toString(),
                    perSecond,
                    null,
                    0,
                    Map.of(),
                    0,
                    e.getMessage());
        }
    }

    /**
     * Spark's own source does not read a partition that has no slot of its own in real-time mode.
     */
    private int slots(LatencyMode mode) {
        return mode == LatencyMode.REAL_TIME
                ? Math.max(PARTITIONS, settings.cores())
                : settings.cores();
    }

    private long batchMillis(LatencyMode mode) {
        return mode == LatencyMode.REAL_TIME ? realTimeBatch.toMillis() : 0;
    }

    private static LatencyRow row(
            EngineDescriptor engine,
            Tuning tuning,
            LatencyMode mode,
            LatencyWorkload workload,
            Schedule schedule,
            Answer answer,
            OutputMeter meter,
            FollowReport report,
            Duration late) {
        String problem =
                answer.problem()
                        .orElse(
                                answer.isComplete()
                                        ? LatencyRow.OK
                                        : "not every event was answered");
        List<FollowReport.Batch> batches =
                report.batches().stream()
                        .filter(batch -> batch.startMillis() >= schedule.measuredFromMillis())
                        .toList();
        return new LatencyRow(
                workload.toString(),
                engine.name(),
                tuning.text(),
                mode.toString(),
                schedule.perSecond(),
                problem.equals(LatencyRow.OK) ? LatencyRow.Percentiles.of(meter.latencies()) : null,
                batches.size(),
                LatencyRow.phases(batches),
                late.toNanos() / 1e6,
                problem);
    }

    private void createTopics(String input, String output) throws Exception {
        try (Admin admin = connection.openAdmin()) {
            admin.createTopics(List.of(topic(input, "CreateTime"), topic(output, "LogAppendTime")))
                    .all()
                    .get();
        }
    }

    private static NewTopic topic(String name, String timestamps) {
        return new NewTopic(name, PARTITIONS, (short) 1)
                .configs(
                        Map.of(
                                TopicConfig.RETENTION_MS_CONFIG,
                                "-1",
                                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                                timestamps));
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }
}
