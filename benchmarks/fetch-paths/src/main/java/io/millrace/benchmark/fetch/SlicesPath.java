package io.millrace.benchmark.fetch;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** Values as slices of the fetched buffer, decoded after the poll: what the connector does. */
final class SlicesPath extends ConsumerPath<ByteBuffer> {

    private static final class Slices implements Deserializer<ByteBuffer> {
        @Override
        public ByteBuffer deserialize(String topic, byte[] value) {
            return ByteBuffer.wrap(value);
        }

        @Override
        public ByteBuffer deserialize(String topic, Headers headers, ByteBuffer value) {
            return value;
        }
    }

    @Override
    Deserializer<ByteBuffer> values(ValueTaker taker) {
        return new Slices();
    }

    @Override
    void take(
            ConsumerRecords<Void, ByteBuffer> records, TopicPartition partition, ValueTaker taker) {
        for (ConsumerRecord<Void, ByteBuffer> record : records.records(partition)) {
            ByteBuffer value = record.value();
            taker.take(value.array(), value.arrayOffset() + value.position(), value.remaining());
        }
    }
}
