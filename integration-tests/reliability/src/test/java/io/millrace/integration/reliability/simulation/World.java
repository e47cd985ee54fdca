package io.millrace.integration.reliability.simulation;

import io.millrace.integration.reliability.check.Delivery;
import io.millrace.integration.reliability.check.DeliveryCheck;
import io.millrace.integration.reliability.check.InputId;
import io.millrace.integration.reliability.check.InputRecords;
import io.millrace.integration.reliability.check.KeyOrder;
import io.millrace.integration.reliability.check.Place;
import io.millrace.integration.reliability.check.Violations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What outlives every process: the input, the checkpoint, the brokers; and who watches them. */
final class World {

    static final int PARTITIONS = 3;
    static final String OUTPUT = "out";
    static final String DEAD_LETTERS = "dead";

    private static final InputRecords INPUTS = new InputRecords(1, 1);
    private static final int REJECTED = 5;

    private final Turns turns;
    private final Random random;
    private final Network network;
    private final FakeBroker broker = new FakeBroker(this::see, this::seeOffset);
    private final Violations violations = new Violations(violation -> {});
    private final DeliveryCheck check =
            new DeliveryCheck(
                    INPUTS,
                    new Delivery(OUTPUT, DEAD_LETTERS, World::isRejected, KeyOrder.KEPT),
                    violations);

    /** Where each micro-batch ends, in each partition. */
    private final Map<Long, int[]> planned = new HashMap<>();

    private final Set<Long> done = new HashSet<>();
    private final int perPartition;
    private final int[] available = new int[PARTITIONS];
    private BiConsumer<String, OffsetAndMetadata> offsetWatcher = (group, offset) -> {};
    private boolean faulty = true;
    private long visible;

    World(Turns turns, Random random, int perPartition) {
        this.turns = turns;
        this.random = random;
        this.network = new Network(turns, random);
        this.perPartition = perPartition;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int sequence = 0; sequence < perPartition; sequence++) {
                check.attempt(new InputId(partition, sequence));
                check.acknowledge(new InputId(partition, sequence));
            }
        }
    }

    /** Some of the input cannot be decoded. */
    static boolean isRejected(InputId id) {
        return id.sequence() % REJECTED == REJECTED - 1;
    }

    static ProducerRecord<byte[], byte[]> record(InputId id) {
        String value = id + "-" + INPUTS.hash(id);
        return new ProducerRecord<>(
                isRejected(id) ? DEAD_LETTERS : OUTPUT,
                id.producer(),
                INPUTS.key(id).getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
    }

    private void see(ProducerRecord<byte[], byte[]> record) {
        String[] parts = new String(record.value(), StandardCharsets.UTF_8).split("-");
        check.see(
                new Place(record.topic(), record.partition(), visible++),
                new InputId(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])),
                new String(record.key(), StandardCharsets.UTF_8),
                Long.parseLong(parts[2]));
    }

    /** Who is told of the offsets of groups that are committed. */
    void watchOffsets(BiConsumer<String, OffsetAndMetadata> watcher) {
        offsetWatcher = watcher;
    }

    private void seeOffset(String group, OffsetAndMetadata offset) {
        offsetWatcher.accept(group, offset);
    }

    Turns turns() {
        return turns;
    }

    FakeBroker broker() {
        return broker;
    }

    Network network() {
        return network;
    }

    Violations violations() {
        return violations;
    }

    FakeProducer producer(String id) {
        return new FakeProducer(broker, network, random, id);
    }

    /** The offsets of a group, when no transaction is open that may change them. */
    Map<TopicPartition, OffsetAndMetadata> offsets(String group) {
        turns.await(() -> broker.isStable(group));
        return network.callUntilAnswered(() -> broker.offsets(group));
    }

    void commitOffsets(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        network.callUntilAnswered(
                () -> {
                    broker.commitOffsets(group, offsets);
                    return null;
                });
    }

    void writePlain(InputId id) {
        turns.pass();
        broker.produce(record(id));
        turns.pass();
    }

    /** The batch that comes after those that are done. */
    long nextEpoch() {
        turns.pass();
        return done.stream().mapToLong(epoch -> epoch + 1).max().orElse(0);
    }

    /** Whether everything is done. */
    boolean isComplete(long nextEpoch) {
        return Arrays.stream(ends(nextEpoch - 1)).sum() == PARTITIONS * perPartition;
    }

    int[] ends(long epoch) {
        return planned.getOrDefault(epoch, new int[PARTITIONS]);
    }

    boolean isPlanned(long epoch) {
        return planned.containsKey(epoch);
    }

    /** What has arrived by now. */
    int[] arrived(long epoch) {
        int[] before = ends(epoch - 1);
        int[] ends = new int[PARTITIONS];
        for (int i = 0; i < PARTITIONS; i++) {
            available[i] = Math.min(perPartition, available[i] + random.nextInt(4));
            ends[i] = Math.max(before[i], available[i]);
        }
        return ends;
    }

    /** Writes the plan of a batch down; of two drivers that do it one fails. */
    void plan(long epoch, int[] ends) {
        turns.pass();
        if (planned.putIfAbsent(epoch, ends) != null) {
            throw new IllegalStateException("Another driver has planned batch " + epoch);
        }
        turns.pass();
    }

    void planAnew(long epoch, int[] ends) {
        turns.pass();
        planned.put(epoch, ends);
        turns.pass();
    }

    /** Writes down that a batch is done. */
    void done(long epoch) {
        turns.pass();
        if (!done.add(epoch)) {
            throw new IllegalStateException("Another driver has done batch " + epoch);
        }
        turns.pass();
    }

    boolean isFaulty() {
        return faulty;
    }

    void heal() {
        faulty = false;
        network.heal();
    }

    /** Looks what is missing. */
    void end() {
        check.end();
    }
}
