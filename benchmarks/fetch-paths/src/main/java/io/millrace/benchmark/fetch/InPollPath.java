package io.millrace.benchmark.fetch;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Values decoded by the deserializer, within the poll. The deserializer does not know the offset of
 * its record, and goes on to the end of the fetch whether or not that is wanted.
 */
final class InPollPath extends ConsumerPath<Void> {

    private record Decoding(ValueTaker taker) implements Deserializer<Void> {
        @Override
        public Void deserialize(String topic, byte[] value) {
            taker.take(value, 0, value.length);
            return null;
        }

        @Override
        public Void deserialize(String topic, Headers headers, ByteBuffer value) {
            taker.take(value.array(), value.arrayOffset() + value.position(), value.remaining());
            return null;
        }
    }

    @Override
    Deserializer<Void> values(ValueTaker taker) {
        return new Decoding(taker);
    }

    @Override
    void take(ConsumerRecords<Void, Void> records, TopicPartition partition, ValueTaker taker) {
        // All is done.
    }
}
