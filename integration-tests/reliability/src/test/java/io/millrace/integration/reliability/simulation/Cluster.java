package io.millrace.integration.reliability.simulation;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** Brokers, real or not, as a script wants them. */
interface Cluster extends AutoCloseable {

    Producer<byte[], byte[]> producer(String id);

    /** The values that readers of what is committed see, in order. */
    List<String> committed();

    Map<TopicPartition, OffsetAndMetadata> offsets(String group);

    /** Takes the id from whoever has it. */
    void fence(String id);

    @Override
    void close();

    /** The topic of the script. */
    String topic();
}
