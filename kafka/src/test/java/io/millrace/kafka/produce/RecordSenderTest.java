package io.millrace.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kafka.client.KafkaConnection;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What a real broker cannot be made to do at will, on the producer that Kafka has for tests. */
class RecordSenderTest {

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(
                    false,
                    new RoundRobinPartitioner(),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
    private final KafkaConnection connection = KafkaConnection.to("localhost:9092");
    private final RecordSender sender =
            new RecordSender(
                    connection,
                    ProduceOrder.to("clicks"),
                    value -> null,
                    SizeLimit.of(OptionalInt.empty(), connection, List.of()),
                    producer);

    @Test
    void doesNotTakeSilenceForSuccess() {
        sender.send(null, new byte[1]);
        sender.send(null, new byte[1]);
        producer.completeNext();

        assertThatThrownBy(sender::close)
                .hasMessage(
                        "[PRODUCE_INCOMPLETE] Cannot send every record to topic 'clicks' at"
                                + " 'localhost:9092': the Kafka client stopped without an answer."
                                + " Of 2 records read, 1 were acknowledged. Sending again would"
                                + " repeat those.");
    }

    @Test
    void takesNoMoreRecordsAfterTheFirstFailure() {
        assertThat(sender.send(null, new byte[1])).isTrue();
        producer.errorNext(new TopicAuthorizationException("not yours"));

        assertThat(sender.send(null, new byte[1])).isFalse();

        assertThat(producer.history()).hasSize(1);
        assertThatThrownBy(sender::close)
                .hasMessageContaining("'localhost:9092': not yours. Of 1 records read, 0 were");
    }
}
