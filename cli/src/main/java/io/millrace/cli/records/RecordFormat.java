package io.millrace.cli.records;

import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes records to the stream that it was made with. */
interface RecordFormat {

    void write(ConsumerRecord<byte[], byte[]> record) throws IOException;

    /** Brings what was written so far to the stream, complete as far as it goes. */
    default void flush() throws IOException {}

    /** Writes what has to follow the last record. */
    default void end() throws IOException {}
}
