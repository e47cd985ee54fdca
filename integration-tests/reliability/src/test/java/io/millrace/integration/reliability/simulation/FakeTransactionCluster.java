package io.millrace.integration.reliability.simulation;

import io.millrace.kafka.transaction.TransactionCluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** The fake broker, as the sink's classes want it. */
record FakeTransactionCluster(World world, Memory memory) implements TransactionCluster {

    /** Whether a commit token is found again. */
    enum Memory {
        KEEPS_TOKENS,
        FORGETS_TOKENS
    }

    @Override
    public Producer<byte[], byte[]> openProducer(String transactionalId) {
        return world.producer(transactionalId);
    }

    @Override
    public Map<String, OffsetAndMetadata> offsets(Collection<String> groups, TopicPartition place) {
        Map<String, OffsetAndMetadata> found = new HashMap<>();
        for (String group : groups) {
            OffsetAndMetadata offset = world.offsets(group).get(place);
            if (offset != null && !isForgotten(offset)) {
                found.put(group, offset);
            }
        }
        return found;
    }

    @Override
    public Map<String, OffsetAndMetadata> offsetsSoFar(
            Collection<String> groups, TopicPartition place) {
        return offsets(groups, place);
    }

    private boolean isForgotten(OffsetAndMetadata offset) {
        return memory == Memory.FORGETS_TOKENS && offset.metadata().startsWith("millrace-commit");
    }

    @Override
    public void fence(Collection<String> transactionalIds) {
        for (String id : transactionalIds) {
            world.network().callUntilAnswered(() -> world.broker().init(id));
        }
    }

    @Override
    public RuntimeException translate(RuntimeException failure, String action) {
        return failure;
    }

    @Override
    public void close() {}
}
