package io.millrace.spark.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;

/** Brokers that make clients wait which read or write more than their quota. */
class ThrottledTest {

    private static final double BYTES_PER_SECOND = 100_000;
    private static final int RECORDS = 1_500;

    /** 1.5 MB, of which a quota lets ten seconds' worth pass at once. */
    private final List<String> values =
            IntStream.range(0, RECORDS).mapToObj(i -> i + "x".repeat(1_000)).sorted().toList();

    private final TestTopic in = TestTopic.create("throttled-in", 2).send(values);
    private final TestTopic out = TestTopic.create("throttled-out", 2);
    private final Path directory = LocalStack.newDirectory("throttled");

    /** Sets the quotas of all clients that have none of their own, or takes them away. */
    private static void allow(Double bytesPerSecond) throws Exception {
        Map<String, String> everyClient = new HashMap<>();
        everyClient.put(ClientQuotaEntity.CLIENT_ID, null);
        List<ClientQuotaAlteration.Op> quotas = new ArrayList<>();
        for (String name : List.of("consumer_byte_rate", "producer_byte_rate")) {
            quotas.add(new ClientQuotaAlteration.Op(name, bytesPerSecond));
        }
        try (Admin admin = LocalStack.broker().connection().openAdmin()) {
            admin.alterClientQuotas(
                            List.of(
                                    new ClientQuotaAlteration(
                                            new ClientQuotaEntity(everyClient), quotas)))
                    .all()
                    .get();
        }
    }

    /**
     * @faults C28
     */
    @Test
    void copiesEachRecordOnceAndTakesItsTime() throws Exception {
        long begin = System.nanoTime();
        StreamingQuery query;
        allow(BYTES_PER_SECOND);
        try {
            query =
                    LocalStack.session()
                            .readStream()
                            .format("millrace")
                            .option("subscribe", in.name())
                            .option("startingOffsets", "earliest")
                            .load()
                            .select("value")
                            .writeStream()
                            .format("millrace")
                            .option("topic", out.name())
                            .option(
                                    "checkpointLocation",
                                    directory.resolve("checkpoint").toString())
                            .trigger(Trigger.AvailableNow())
                            .start();
            query.awaitTermination();
        } finally {
            allow(null);
        }

        assertThat(out.values().stream().sorted().toList()).isEqualTo(values);
        // Where the time has gone can be seen in the progress of the query.
        long batch = query.lastProgress().durationMs().get("addBatch");
        assertThat(batch)
                .isGreaterThan(2_000)
                .isLessThan(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }
}
