package io.millrace.benchmark.input;

import io.millrace.benchmark.BenchmarkError;
import io.millrace.benchmark.process.ChildProcess;
import io.millrace.benchmark.process.JavaCommand;
import io.millrace.benchmark.process.ProcessFailure;
import io.millrace.benchmark.protocol.ProcessUsage;
import io.millrace.benchmark.protocol.Verb;
import io.millrace.kafka.client.KafkaConnection;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The broker that all engines read from, in a process of its own. */
public final class BrokerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final String HEAP = "-Xmx1g";

    private final ChildProcess process;
    private final KafkaConnection connection;

    private BrokerProcess(ChildProcess process, KafkaConnection connection) {
        this.process = process;
        this.connection = connection;
    }

    /** Starts a broker over a data directory, which may hold topics of an earlier one. */
    public static BrokerProcess start(Path dataDirectory, Path log) throws InterruptedException {
        List<Path> classpath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toList();
        JavaCommand command =
                new JavaCommand(
                        List.of(HEAP),
                        classpath,
                        BrokerMain.class.getName(),
                        List.of(dataDirectory.toString()),
                        Map.of());
        ChildProcess process =
                ChildProcess.start(command, dataDirectory.toAbsolutePath().getParent(), log);
        try {
            BrokerMain.Serving serving =
                    process.await(Verb.READY, START_LIMIT).body(BrokerMain.Serving.class);
            return new BrokerProcess(process, KafkaConnection.to(serving.bootstrapServers()));
        } catch (ProcessFailure e) {
            process.kill();
            throw BenchmarkError.BROKER_NOT_STARTED.causedBy(e, e.getMessage(), log);
        }
    }

    public KafkaConnection connection() {
        return connection;
    }

    /** What it has computed since it began. */
    public double cpuSeconds() {
        return ProcessUsage.cpuSeconds(process.pid());
    }

    @Override
    public void close() {
        process.close();
    }
}
