package io.millrace.dstream;

import java.io.Serializable;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A record that can be serialized if its key and value can, so that Spark may keep and shuffle the
 * stream itself.
 */
final class DirectRecord<K, V> extends ConsumerRecord<K, V> implements Serializable {

    private static final long serialVersionUID = 1L;

    DirectRecord(
            String topic,
            int partition,
            long offset,
            long timestamp,
            TimestampType timestampType,
            int keySize,
            int valueSize,
            K key,
            V value,
            Headers headers) {
        super(
                topic,
                partition,
                offset,
                timestamp,
                timestampType,
                keySize,
                valueSize,
                key,
                value,
                headers,
                Optional.empty());
    }

    /** The superclass cannot be made from a stream of bytes, so this goes in its place. */
    private Object writeReplace() {
        Header[] all = headers().toArray();
        String[] names = new String[all.length];
        byte[][] contents = new byte[all.length][];
        for (int i = 0; i < all.length; i++) {
            names[i] = all[i].key();
            contents[i] = all[i].value();
        }
        return new Form(
                topic(),
                partition(),
                offset(),
                timestamp(),
                timestampType(),
                serializedKeySize(),
                serializedValueSize(),
                key(),
                value(),
                names,
                contents);
    }

    private record Form(
            String topic,
            int partition,
            long offset,
            long timestamp,
            TimestampType timestampType,
            int keySize,
            int valueSize,
            Object key,
            Object value,
            String[] headerNames,
            byte[][] headerValues)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            RecordHeaders headers = new RecordHeaders();
            for (int i = 0; i < headerNames.length; i++) {
                headers.add(headerNames[i], headerValues[i]);
            }
            return new DirectRecord<>(
                    topic,
                    partition,
                    offset,
                    timestamp,
                    timestampType,
                    keySize,
                    valueSize,
                    key,
                    value,
                    headers);
        }
    }
}
