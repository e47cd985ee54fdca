package io.millrace.integration.reliability.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * What brokers with the second version of transactions do for those who write in transactions, in
 * memory: every end of a transaction gives the producer a new epoch, so that what belongs to the
 * transaction before is refused. Used by one thread at a time.
 */
final class FakeBroker {

    private static final short FIRST_EPOCH = 0;

    private final Map<String, Coordinated> ids = new TreeMap<>();
    private final Map<String, Map<TopicPartition, OffsetAndMetadata>> groups = new HashMap<>();
    private final Consumer<ProducerRecord<byte[], byte[]>> readCommitted;
    private final BiConsumer<String, OffsetAndMetadata> committedOffsets;
    private long nextProducer;

    /**
     * @param readCommitted gets what becomes visible to who reads what is committed
     * @param committedOffsets gets what is committed for groups
     */
    FakeBroker(
            Consumer<ProducerRecord<byte[], byte[]>> readCommitted,
            BiConsumer<String, OffsetAndMetadata> committedOffsets) {
        this.readCommitted = readCommitted;
        this.committedOffsets = committedOffsets;
    }

    /** By which a producer proves that the transactional id is its own. */
    record Session(long producer, short epoch) {}

    /** How a transaction ends. */
    enum Outcome {
        COMMIT,
        ABORT
    }

    private static final class Coordinated {
        private Session session;
        private Outcome last;
        private boolean open;
        private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        private final Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets = new HashMap<>();
    }

    /** Gives the id to a new producer; what the one before has left open is aborted. */
    Session init(String id) {
        Coordinated known = ids.computeIfAbsent(id, each -> new Coordinated());
        abort(known);
        known.session = next(known.session);
        known.last = null;
        return known.session;
    }

    private Session next(Session session) {
        if (session == null || session.epoch() >= Short.MAX_VALUE - 1) {
            return new Session(nextProducer++, FIRST_EPOCH);
        }
        return new Session(session.producer(), (short) (session.epoch() + 1));
    }

    /** A record of a transaction. */
    void produce(String id, Session session, ProducerRecord<byte[], byte[]> record) {
        Coordinated known = ids.get(id);
        if (!known.session.equals(session)) {
            throw new InvalidProducerEpochException(
                    "Producer attempted to produce with an old epoch");
        }
        known.open = true;
        known.records.add(record);
    }

    /** Offsets of a group that become those of the group with the transaction. */
    void addOffsets(
            String id,
            Session session,
            String group,
            Map<TopicPartition, OffsetAndMetadata> offsets) {
        Coordinated known = require(id, session);
        known.open = true;
        known.offsets.computeIfAbsent(group, each -> new HashMap<>()).putAll(offsets);
    }

    /** Ends a transaction. The same request may come again when its answer was lost. */
    Session end(String id, Session session, Outcome outcome) {
        Coordinated known = ids.get(id);
        boolean again = known.last == outcome && !known.open && next(session).equals(known.session);
        if (again) {
            return known.session;
        }
        require(id, session);
        if (outcome == Outcome.COMMIT) {
            known.records.forEach(readCommitted);
            known.offsets.forEach(this::commitOffsets);
        }
        abort(known);
        known.last = outcome;
        known.session = next(known.session);
        return known.session;
    }

    /** A transaction was open for too long. */
    void expire(String id) {
        Coordinated known = ids.get(id);
        if (known != null && known.open) {
            init(id);
        }
    }

    private static void abort(Coordinated known) {
        known.records.clear();
        known.offsets.clear();
        known.open = false;
    }

    private Coordinated require(String id, Session session) {
        Coordinated known = ids.get(id);
        if (!known.session.equals(session)) {
            throw new ProducerFencedException("There is a newer producer with the id " + id);
        }
        return known;
    }

    /** Offsets without a transaction. */
    void commitOffsets(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        groups.computeIfAbsent(group, each -> new HashMap<>()).putAll(offsets);
        offsets.values().forEach(offset -> committedOffsets.accept(group, offset));
    }

    /** A record without a transaction. */
    void produce(ProducerRecord<byte[], byte[]> record) {
        readCommitted.accept(record);
    }

    /** What is committed for a group. */
    Map<TopicPartition, OffsetAndMetadata> offsets(String group) {
        return Map.copyOf(groups.getOrDefault(group, Map.of()));
    }

    /** Whether no open transaction has offsets of the group in it. */
    boolean isStable(String group) {
        return ids.values().stream().noneMatch(known -> known.offsets.containsKey(group));
    }

    /** The ids whose transaction is open. */
    List<String> open() {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue().open)
                .map(Map.Entry::getKey)
                .toList();
    }
}
