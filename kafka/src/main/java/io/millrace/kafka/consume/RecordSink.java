package io.millrace.kafka.consume;

import io.millrace.common.PublicApi;
import io.millrace.kafka.position.FoundOffset;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Takes the records that are read; called by the reading thread only. */
@PublicApi
public interface RecordSink {

    void accept(ConsumerRecord<byte[], byte[]> record) throws IOException;

    /** Lets go of what is buffered; offsets of flushed records may be committed afterwards. */
    void flush() throws IOException;

    /** Hears that a partition does not hold the offset asked for, and where it starts instead. */
    default void startMoved(TopicPartition partition, FoundOffset found) {}

    /** Hears now and then that there is no connection to any broker; reading goes on trying. */
    default void disconnected(Duration since) {}
}
