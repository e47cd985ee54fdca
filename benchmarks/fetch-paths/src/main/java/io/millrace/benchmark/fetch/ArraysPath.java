package io.millrace.benchmark.fetch;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Values copied into arrays by the client. */
final class ArraysPath extends ConsumerPath<byte[]> {

    @Override
    Deserializer<byte[]> values(ValueTaker taker) {
        return new ByteArrayDeserializer();
    }

    @Override
    void take(ConsumerRecords<Void, byte[]> records, TopicPartition partition, ValueTaker taker) {
        for (ConsumerRecord<Void, byte[]> record : records.records(partition)) {
            taker.take(record.value(), 0, record.value().length);
        }
    }
}
