package io.millrace.kafka.deadletter;

import io.millrace.kafka.DecidedTransactions;
import io.millrace.kafka.TestBroker;
import io.millrace.kafka.consume.ReadOrder;
import io.millrace.kafka.consume.RecordSink;
import io.millrace.kafka.consume.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a reader with read_committed finds. */
final class TestLetters {

    private TestLetters() {}

    static List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        DecidedTransactions.awaitSeen(TestBroker.shared().connection());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader =
                new TopicReader(TestBroker.shared().connection(), ReadOrder.all(topic))) {
            reader.read(
                    new RecordSink() {
                        @Override
                        public void accept(ConsumerRecord<byte[], byte[]> record) {
                            records.add(record);
                        }

                        @Override
                        public void flush() {}
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }
}
