package io.millrace.kafka.write;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes the records of one task, at least once: what was sent counts only after {@link #flush}
 * returned. Not thread-safe.
 */
public final class RecordWriter implements AutoCloseable {

    private final ProducerPool pool;
    private final KafkaConnection connection;
    private final ProducerPool.Lease lease;
    private final AtomicReference<MillraceException> failure = new AtomicReference<>();
    private boolean closed;

    /** Of the record before. */
    private String topic = "";

    /** Of all records of that topic. */
    private Callback report;

    public RecordWriter(ProducerPool pool, KafkaConnection connection) {
        this.pool = pool;
        this.connection = connection;
        this.lease = pool.take(connection);
    }

    /**
     * Hands a record to the producer, which sends it by and by.
     *
     * @throws MillraceException if this record cannot be sent, or one before it could not
     */
    public void send(ProducerRecord<byte[], byte[]> record) {
        throwFailure();
        if (!record.topic().equals(topic)) {
            topic = record.topic();
            report = reportFor(topic);
        }
        try {
            lease.producer().send(record, report);
        } catch (KafkaException e) {
            throw fail(KafkaFailure.translate(e, connection, writingTo(topic)));
        }
    }

    private Callback reportFor(String written) {
        return (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(
                        null, KafkaFailure.translate(e, connection, writingTo(written)));
            }
        };
    }

    private static String writingTo(String topic) {
        return "write to topic '" + topic + "'";
    }

    private MillraceException fail(MillraceException e) {
        failure.compareAndSet(null, e);
        return e;
    }

    /** Waits until every record is acknowledged, and fails if one was not. */
    public void flush() {
        try {
            lease.producer().flush();
        } catch (KafkaException e) {
            throw fail(KafkaFailure.translate(e, connection, "flush what was written"));
        }
        throwFailure();
    }

    private void throwFailure() {
        MillraceException first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (failure.get() == null) {
                pool.giveBack(lease);
            } else {
                pool.giveUp(lease);
            }
        }
    }
}
