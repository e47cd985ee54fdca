package io.millrace.integration.reliability.simulation;

import io.millrace.integration.reliability.check.InputId;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The protocol in a few lines, with or without a bug: fence, read the token, send, put the token
 * into the transaction, commit.
 */
final class ModelSink implements SinkProtocol {

    private static final TopicPartition TOKEN = new TopicPartition(World.OUTPUT, 0);
    private static final int COMMIT_TRIES = 3;

    private final World world;
    private final Random random;
    private final Mutation mutation;
    private int attempts;

    ModelSink(World world, Random random, Mutation mutation) {
        this.world = world;
        this.random = random;
        this.mutation = mutation;
    }

    @Override
    public Process start() {
        return background ->
                new Run() {
                    @Override
                    public void beforeBatch(long epoch, String ranges) {
                        // The log of the batches is fence enough.
                    }

                    @Override
                    public void write(Share share) {
                        ModelSink.this.write(share);
                    }
                };
    }

    private static String id(int task) {
        return "task-" + task;
    }

    private void write(Share share) {
        String group = id(share.task());
        if (mutation == Mutation.TOKEN_READ_BEFORE_FENCE && isWritten(group, share.epoch())) {
            return;
        }
        String id = mutation == Mutation.NO_FENCE ? group + "-" + attempts++ : group;
        try (FakeProducer producer = world.producer(id)) {
            producer.initTransactions();
            if (mutation != Mutation.TOKEN_READ_BEFORE_FENCE
                    && mutation != Mutation.NO_TOKEN
                    && isWritten(group, share.epoch())) {
                return;
            }
            transact(producer, group, share);
        }
    }

    private boolean isWritten(String group, long epoch) {
        OffsetAndMetadata token = world.offsets(group).get(TOKEN);
        return token != null && token.offset() > epoch;
    }

    private void transact(FakeProducer producer, String group, Share share) {
        producer.beginTransaction();
        for (InputId row : share.rows()) {
            if (!isReadable(row)) {
                if (mutation == Mutation.SKIP_OUT_OF_RANGE) {
                    break;
                }
                throw new KafkaException("offsets out of range");
            }
            if (mutation == Mutation.DEAD_LETTERS_OUTSIDE_TRANSACTION && World.isRejected(row)) {
                world.writePlain(row);
            } else {
                producer.send(World.record(row));
            }
        }
        if (mutation != Mutation.NO_FLUSH) {
            producer.flush();
        }
        Map<TopicPartition, OffsetAndMetadata> token =
                Map.of(TOKEN, new OffsetAndMetadata(share.epoch() + 1));
        if (mutation != Mutation.TOKEN_OUTSIDE_TRANSACTION) {
            producer.sendOffsetsToTransaction(token, new ConsumerGroupMetadata(group));
        }
        commit(producer, group, share);
        if (mutation == Mutation.TOKEN_OUTSIDE_TRANSACTION) {
            world.commitOffsets(group, token);
        }
    }

    private boolean isReadable(InputId row) {
        return !world.isFaulty() || random.nextInt(60) != row.producer();
    }

    private void commit(FakeProducer producer, String group, Share share) {
        for (int i = 0; i < COMMIT_TRIES; i++) {
            try {
                producer.commitSent();
                return;
            } catch (TimeoutException e) {
                if (mutation == Mutation.RESEND_ON_TIMEOUT) {
                    try (FakeProducer second = world.producer(group)) {
                        second.initTransactions();
                        transact(second, group, share);
                    }
                    return;
                }
            }
        }
        throw new TimeoutException("the outcome of the commit is unknown");
    }
}
