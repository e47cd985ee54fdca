package io.millrace.kafka.fetch.record;

import java.nio.ByteBuffer;
import java.util.Iterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records that have been fetched, one after the other. */
@FunctionalInterface
public interface FetchedRecords extends AutoCloseable {

    /** Nothing has been fetched. */
    FetchedRecords NONE = record -> false;

    /** Shows the next record in {@code record}; false if there is none any more. */
    boolean next(FetchedRecord record);

    /** Gives up what reading them takes, if not all have been shown. */
    @Override
    default void close() {}

    /** Records of the client. */
    static FetchedRecords of(
            TopicPartition partition, Iterable<ConsumerRecord<ByteBuffer, ByteBuffer>> records) {
        Iterator<ConsumerRecord<ByteBuffer, ByteBuffer>> iterator = records.iterator();
        return record -> {
            if (!iterator.hasNext()) {
                return false;
            }
            record.show(partition, iterator.next());
            return true;
        };
    }
}
