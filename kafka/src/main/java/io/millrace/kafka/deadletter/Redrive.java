package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Puts dead letters back to the topics that they come from. Each is put back once: which have been
 * is committed to a consumer group in the transaction that writes them, so that a command that was
 * killed is simply given again.
 */
@PublicApi
public final class Redrive {

    private final KafkaConnection connection;
    private final RedriveOrder order;

    public Redrive(KafkaConnection connection, RedriveOrder order) {
        this.connection = connection;
        this.order = order;
    }

    /** Looks at what {@link #run} would put back, and changes nothing. */
    public RedrivePlan plan() throws IOException {
        Map<TopicPartition, DoneOffsets> done = new RedriveGroup(order.topic()).read(connection);
        return read(done, (record, letter, to) -> {}, () -> {});
    }

    /**
     * Puts the letters back that are in the topic when it begins.
     *
     * @return what was put back
     * @throws MillraceException among others REDRIVE_TARGET_UNCONFIRMED, before anything is put
     *     back; what was put back before any other failure stays so
     */
    public RedrivePlan run() throws IOException {
        try (RedriveTransaction transaction = RedriveTransaction.begin(connection, order.topic())) {
            // Only now: what a command that was killed has left open would keep it waiting.
            RedrivePlan planned = plan();
            if (planned.letters() == 0) {
                return planned;
            }
            return read(transaction.done(), transaction::put, transaction::commit);
        }
    }

    @FunctionalInterface
    private interface Put {
        void put(ConsumerRecord<byte[], byte[]> record, DeadLetter letter, String to);
    }

    private RedrivePlan read(Map<TopicPartition, DoneOffsets> done, Put put, Runnable flush)
            throws IOException {
        RedrivePlan.Counter counter = new RedrivePlan.Counter();
        Set<String> untrusted = new TreeSet<>();
        Map<TopicPartition, Long> next = new HashMap<>();
        try (LetterLog log = new LetterLog(connection, order.topic())) {
            log.read(
                    new LetterVisitor() {
                        @Override
                        public void letter(
                                ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
                            passGap(record, next, done);
                            if (isOpen(record, done) && order.filter().takes(letter)) {
                                take(record, letter);
                            }
                        }

                        private void take(
                                ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
                            String source = letter.origin().map(RecordOrigin::topic).orElse(null);
                            String to = order.to().orElse(source);
                            if (letter.content() != LetterContent.RECORD || to == null) {
                                counter.addRow();
                            } else if (order.to().isEmpty() && !order.trusts(source)) {
                                untrusted.add(source);
                            } else {
                                counter.addLetter(to, letter.reason().code());
                                put.put(record, letter, to);
                            }
                        }

                        @Override
                        public void unreadable(
                                ConsumerRecord<byte[], byte[]> record, MillraceException reason) {
                            passGap(record, next, done);
                            counter.addUnreadable();
                        }

                        @Override
                        public void flush() {
                            flush.run();
                        }
                    });
        }
        if (!untrusted.isEmpty()) {
            throw DeadLetterError.REDRIVE_TARGET_UNCONFIRMED.exception(order.topic(), untrusted);
        }
        return counter.plan();
    }

    /** Offsets without a record, such as those of transaction markers, leave nothing to do. */
    private static void passGap(
            ConsumerRecord<byte[], byte[]> record,
            Map<TopicPartition, Long> next,
            Map<TopicPartition, DoneOffsets> done) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        done.computeIfAbsent(partition, p -> new DoneOffsets())
                .add(next.getOrDefault(partition, 0L), record.offset());
        next.put(partition, record.offset() + 1);
    }

    private static boolean isOpen(
            ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, DoneOffsets> done) {
        DoneOffsets ofPartition = done.get(new TopicPartition(record.topic(), record.partition()));
        return ofPartition == null || !ofPartition.contains(record.offset());
    }
}
