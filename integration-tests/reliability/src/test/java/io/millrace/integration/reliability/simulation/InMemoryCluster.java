package io.millrace.integration.reliability.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** The fake broker, with a network that loses nothing. */
final class InMemoryCluster implements Cluster {

    private final Random random = new Random(1);
    private final Network network = new Network(new Turns(random), random);
    private final List<String> committed = new ArrayList<>();
    private final FakeBroker broker =
            new FakeBroker(
                    record -> committed.add(new String(record.value(), StandardCharsets.UTF_8)),
                    (group, offset) -> {});

    InMemoryCluster() {
        network.heal();
    }

    @Override
    public Producer<byte[], byte[]> producer(String id) {
        return new FakeProducer(broker, network, random, id);
    }

    @Override
    public List<String> committed() {
        return List.copyOf(committed);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> offsets(String group) {
        return broker.offsets(group);
    }

    @Override
    public void fence(String id) {
        broker.init(id);
    }

    @Override
    public String topic() {
        return "script";
    }

    @Override
    public void close() {}
}
