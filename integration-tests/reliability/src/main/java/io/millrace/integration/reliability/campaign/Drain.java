package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.cluster.KafkaCluster;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Lets the pipeline finish its work in peace, and looks what it leaves. */
final class Drain {

    private static final Duration NO_PROGRESS = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration CHECK = Duration.ofMillis(200);

    private final KafkaCluster cluster;
    private final DriverKeeper keeper;
    private final OutputWatch watch;
    private final DatabaseWatch database;
    private final FlowChecks checks;

    Drain(
            KafkaCluster cluster,
            DriverKeeper keeper,
            OutputWatch watch,
            DatabaseWatch database,
            FlowChecks checks) {
        this.cluster = cluster;
        this.keeper = keeper;
        this.watch = watch;
        this.database = database;
        this.checks = checks;
    }

    /** Waits until everything is out, or nothing comes any more. */
    void run() throws InterruptedException {
        long seen = -1;
        long since = System.nanoTime();
        while (!checks.isComplete() && Campaign.since(since).compareTo(NO_PROGRESS) < 0) {
            keeper.keep(CHECK);
            database.check();
            if (watch.seen() + database.seen() != seen) {
                seen = watch.seen() + database.seen();
                since = System.nanoTime();
            }
        }
    }

    /**
     * Stops the pipeline and reads to the end.
     *
     * @return whether no transaction is left open in the output
     */
    boolean stopAndLook() throws InterruptedException, SQLException {
        keeper.stop(STOP_LIMIT);
        Map<TopicPartition, Long> ends = ends(IsolationLevel.READ_UNCOMMITTED);
        boolean nothingOpen = ends.equals(ends(IsolationLevel.READ_COMMITTED));
        Map<TopicPartition, Long> visible = ends(IsolationLevel.READ_COMMITTED);
        while (!watch.hasPassed(visible)) {
            watch.check();
            TimeUnit.MILLISECONDS.sleep(CHECK.toMillis());
        }
        watch.stop();
        database.stop();
        return nothingOpen;
    }

    private Map<TopicPartition, Long> ends(IsolationLevel level) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                watch.partitions().stream()
                        .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        try {
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    cluster.admin().listOffsets(latest, new ListOffsetsOptions(level)).all().get();
            return ends.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            throw new KafkaException("Cannot read the ends of the output", e.getCause());
        }
    }
}
