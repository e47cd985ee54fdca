package io.millrace.dstream;

import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.fetch.record.FetchedRecord;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The user's deserializers of one task. They outlive it: the next task with the same parameters
 * takes them over, with whatever they hold. Used by one task at a time.
 */
final class Deserializers<K, V> implements AutoCloseable {

    /** More than a machine has tasks at a time, so that in practice all are kept. */
    private static final int KEPT = 64;

    /** Of all parameters together, the last used at the end: some are never asked for again. */
    private static final Deque<Deserializers<?, ?>> IDLE = new ArrayDeque<>();

    private final KafkaParams params;
    private final Deserializer<K> keys;
    private final Deserializer<V> values;

    private Deserializers(KafkaParams params) {
        this.params = params;
        this.keys = open(params, ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, true);
        try {
            this.values = open(params, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, false);
        } catch (RuntimeException e) {
            keys.close();
            throw e;
        }
    }

    /** Takes deserializers that nobody uses, or makes some. */
    @SuppressWarnings("unchecked")
    static <K, V> Deserializers<K, V> take(KafkaParams params) {
        synchronized (IDLE) {
            for (var idle = IDLE.descendingIterator(); idle.hasNext(); ) {
                Deserializers<?, ?> deserializers = idle.next();
                if (deserializers.params.equals(params)) {
                    idle.remove();
                    return (Deserializers<K, V>) deserializers;
                }
            }
        }
        return new Deserializers<>(params);
    }

    @SuppressWarnings("unchecked")
    private static <T> Deserializer<T> open(KafkaParams params, String key, boolean isKey) {
        Object named = params.given().get(key);
        String name = named instanceof Class<?> type ? type.getName() : named.toString();
        try {
            Class<?> type =
                    named instanceof Class<?> given
                            ? given
                            : Class.forName(
                                    name, true, Thread.currentThread().getContextClassLoader());
            Deserializer<T> deserializer =
                    (Deserializer<T>)
                            type.asSubclass(Deserializer.class)
                                    .getDeclaredConstructor()
                                    .newInstance();
            deserializer.configure(params.given(), isKey);
            return deserializer;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw DStreamError.DESERIALIZER_UNUSABLE.causedBy(e, name, key, reason(e));
        }
    }

    /** The record with what the deserializers make of its bytes. */
    ConsumerRecord<K, V> record(FetchedRecord record) {
        Headers headers = new RecordHeaders(record.headers());
        return new DirectRecord<>(
                record.partition().topic(),
                record.partition().partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.keyLength(),
                record.valueLength(),
                value(
                        keys,
                        "key",
                        record,
                        headers,
                        copy(record.keyArray(), record.keyOffset(), record.keyLength())),
                value(
                        values,
                        "value",
                        record,
                        headers,
                        copy(record.valueArray(), record.valueOffset(), record.valueLength())),
                headers);
    }

    /** What was fetched is written over; a deserializer may keep what it is given. */
    private static byte[] copy(byte[] array, int from, int length) {
        return length == FetchedRecord.NULL ? null : Arrays.copyOfRange(array, from, from + length);
    }

    private static <T> T value(
            Deserializer<T> deserializer,
            String part,
            FetchedRecord record,
            Headers headers,
            byte[] bytes) {
        try {
            return deserializer.deserialize(record.partition().topic(), headers, bytes);
        } catch (RuntimeException e) {
            throw DStreamError.DESERIALIZATION_FAILED.causedBy(
                    e,
                    part,
                    record.offset(),
                    record.partition(),
                    deserializer.getClass().getName(),
                    reason(e));
        }
    }

    private static String reason(Throwable failure) {
        return KafkaFailure.reason(failure);
    }

    /** Keeps them for the next task, and lets those go that were not used for longest. */
    @Override
    public void close() {
        Deserializers<?, ?> oldest;
        synchronized (IDLE) {
            IDLE.addLast(this);
            oldest = IDLE.size() > KEPT ? IDLE.removeFirst() : null;
        }
        if (oldest != null) {
            oldest.keys.close();
            oldest.values.close();
        }
    }
}
