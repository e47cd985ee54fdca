package io.millrace.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.RunStart.NewLineage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Each transaction takes an epoch of its producer, of which there are 32,767. */
@EnabledIfSystemProperty(
        named = "millrace.long",
        matches = "true",
        disabledReason = "takes minutes; -Dmillrace.long=true runs it")
class EpochRollOverTest {

    private static final int TRANSACTIONS = 33_500;
    private static final BatchPlan ONE_TASK = new BatchPlan(1, "none");

    /**
     * @faults C24
     */
    @Test
    void writesOnWhenTheEpochsAreUsedUp() {
        KafkaConnection connection = TestBroker.shared().connection();
        String topic = TestBroker.name("roll-over");
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            topics.createIfAbsent(TopicOrder.of(topic, 1));
        }
        TransactionScope scope = new TransactionScope(UUID.randomUUID().toString(), "sink", topic);
        TransactionPool pool = new TransactionPool(KafkaTransactionCluster::new, Runnable::run);
        SinkRun run =
                SinkRun.begin(
                        new KafkaTransactionCluster(connection),
                        new RunStart(scope, 0, ONE_TASK, Optional.empty(), NewLineage.REFUSE),
                        InstantSource.system());

        for (long epoch = 0; epoch < TRANSACTIONS; epoch++) {
            try (TaskTransaction task =
                    new TaskTransaction(
                            pool,
                            connection,
                            new TaskIdentity(scope, run.number(), epoch, ONE_TASK, 0, 0))) {
                byte[] value = Long.toString(epoch).getBytes(StandardCharsets.UTF_8);
                task.send(new ProducerRecord<>(topic, value));
                task.commit();
            }
        }

        List<String> written =
                TestRecords.committed(topic).stream()
                        .map(record -> TestRecords.text(record.value()))
                        .toList();
        assertThat(written)
                .isEqualTo(LongStream.range(0, TRANSACTIONS).mapToObj(Long::toString).toList());
    }
}
