package io.millrace.kafka.deadletter;

import io.millrace.kafka.client.KafkaConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes dead letters into the transaction of the task's output, where the task has one; they are
 * there if and only if its rows are. Elsewhere another output takes them.
 */
public final class LettersBesideOutput implements LetterOutput {

    private final KafkaConnection connection;
    private final TopicPartition partition;
    private final String topic;
    private final Supplier<Optional<Consumer<ProducerRecord<byte[], byte[]>>>> transaction;
    private final LetterOutput otherwise;

    /**
     * @param partition of the records
     * @param topic of the dead letters
     * @param transaction puts a record into the transaction of the running task, if it has one
     */
    public LettersBesideOutput(
            KafkaConnection connection,
            TopicPartition partition,
            String topic,
            Supplier<Optional<Consumer<ProducerRecord<byte[], byte[]>>>> transaction,
            LetterOutput otherwise) {
        this.connection = connection;
        this.partition = partition;
        this.topic = topic;
        this.transaction = transaction;
        this.otherwise = otherwise;
    }

    @Override
    public void write(SplitPart part, List<SealedLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        Optional<Consumer<ProducerRecord<byte[], byte[]>>> open = transaction.get();
        if (open.isEmpty()) {
            otherwise.write(part, letters);
            return;
        }
        LetterLimit limit = LetterLimits.of(connection, topic);
        letters.forEach(letter -> limit.check(letter, partition));
        letters.forEach(letter -> open.get().accept(letter.record()));
    }

    @Override
    public void close() {
        otherwise.close();
    }
}
