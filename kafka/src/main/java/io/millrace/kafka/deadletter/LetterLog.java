package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.consume.ReadOrder;
import io.millrace.kafka.consume.RecordSink;
import io.millrace.kafka.consume.TopicReader;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a dead-letter topic from its beginning to the end that it has now. */
@PublicApi
public final class LetterLog implements AutoCloseable {

    private final TopicReader reader;

    /**
     * @throws MillraceException BROKER_UNREACHABLE or TOPIC_NOT_FOUND
     */
    public LetterLog(KafkaConnection connection, String topic) {
        this.reader = new TopicReader(connection, ReadOrder.all(topic));
    }

    /** Shows everything, in the order of offsets within each partition. May be called once. */
    public void read(LetterVisitor visitor) throws IOException {
        reader.read(
                new RecordSink() {
                    @Override
                    public void accept(ConsumerRecord<byte[], byte[]> record) throws IOException {
                        show(record, visitor);
                    }

                    @Override
                    public void flush() throws IOException {
                        visitor.flush();
                    }
                });
    }

    private static void show(ConsumerRecord<byte[], byte[]> record, LetterVisitor visitor)
            throws IOException {
        DeadLetter letter;
        try {
            letter = LetterEnvelope.open(record);
        } catch (MillraceException e) {
            visitor.unreadable(record, e);
            return;
        }
        visitor.letter(record, letter);
    }

    /** Makes {@link #read} end; safe to call from any thread. */
    public void stop() {
        reader.stop();
    }

    @Override
    public void close() {
        reader.close();
    }
}
