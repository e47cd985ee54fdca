package io.millrace.kafka.deadletter;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Writes each dead letter of a split once, however often and by however many tasks the split is
 * read. Who writes does not matter, since all would write the same: a task that another has fenced
 * takes the slot back and finds what has been written meanwhile, and so does one that does not know
 * whether its transaction was committed. It waits for a while before, longer each time: tasks that
 * took the slot back at once could fence each other for ever.
 */
public final class ExactlyOnceLetters implements LetterOutput {

    private static final int ATTEMPTS = 12;

    private static final long FIRST_WAIT_MILLIS = 50;
    private static final long LONGEST_WAIT_MILLIS = 5_000;

    private final KafkaConnection connection;
    private final LetterSlot slot;
    private final String topic;
    private LetterTransaction transaction;

    public ExactlyOnceLetters(KafkaConnection connection, LetterSlot slot, String topic) {
        this.connection = connection;
        this.slot = slot;
        this.topic = topic;
    }

    @Override
    public void write(SplitPart part, List<SealedLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                if (transaction == null) {
                    transaction = LetterTransaction.takeOver(connection, slot, topic);
                }
                transaction.write(part, letters);
                return;
            } catch (KafkaException e) {
                boolean mayBeDone = transaction != null && isInDoubt(e);
                close();
                if (!mayBeDone && !isOvertaken(e)) {
                    throw KafkaFailure.translate(
                            e, connection, "write dead letters to topic '" + topic + "'");
                }
                if (attempt == ATTEMPTS || !letOthersFinish(attempt)) {
                    throw DeadLetterError.DEAD_LETTERS_CONTENDED.causedBy(
                            e,
                            slot.partition(),
                            topic,
                            attempt,
                            slot.transactionalId(),
                            KafkaFailure.reason(e));
                }
            }
        }
    }

    /** Waits for a random time. Returns whether the thread may go on. */
    private static boolean letOthersFinish(int attempt) {
        long longest = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << attempt);
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(longest));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isOvertaken(KafkaException e) {
        Throwable cause = KafkaFailure.unwrap(e);
        return cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException
                || cause instanceof InvalidTxnStateException;
    }

    /** A commit that was asked for and not answered. */
    private static boolean isInDoubt(KafkaException e) {
        return KafkaFailure.unwrap(e) instanceof TimeoutException
                && !String.valueOf(e.getMessage()).contains("not present in metadata");
    }

    @Override
    public void close() {
        if (transaction != null) {
            transaction.close();
            transaction = null;
        }
    }
}
