package io.millrace.cli.records;

import io.millrace.cli.terminal.Terminal;
import io.millrace.kafka.consume.RecordSink;
import io.millrace.kafka.position.FoundOffset;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Prints records to standard output, and what else there is to say to standard error. */
final class PrintingSink implements RecordSink, AutoCloseable {

    private final Terminal terminal;
    private final RecordFormat format;

    PrintingSink(Terminal terminal, RecordFormat format) {
        this.terminal = terminal;
        this.format = format;
    }

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> record) throws IOException {
        format.write(record);
    }

    @Override
    public void flush() throws IOException {
        format.flush();
        terminal.out().flush();
    }

    @Override
    public void startMoved(TopicPartition partition, FoundOffset found) {
        terminal.err()
                .println(
                        "Partition %s starts at offset %d: it holds the offsets from %d up to %d."
                                .formatted(
                                        partition,
                                        found.offset(),
                                        found.bounds().first(),
                                        found.bounds().end()));
    }

    @Override
    public void disconnected(Duration since) {
        terminal.err()
                .println(
                        "No connection to any broker for "
                                + since.toSeconds()
                                + " s; still trying.");
    }

    @Override
    public void close() throws IOException {
        format.end();
        terminal.out().flush();
    }
}
