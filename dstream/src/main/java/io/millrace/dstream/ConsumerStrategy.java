package io.millrace.dstream;

import io.millrace.common.PublicApi;
import io.millrace.kafka.offset.StartingPosition;
import io.millrace.kafka.topic.TopicSelection;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Which topics a stream reads, where it begins, and how Kafka is reached; made by {@link
 * ConsumerStrategies}. It is part of the checkpoint, with the parameters.
 */
@PublicApi
public final class ConsumerStrategy<K, V> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final TopicSelection selection;
    private final KafkaParams params;
    private final HashMap<TopicPartition, Long> offsets;

    ConsumerStrategy(
            TopicSelection selection,
            Map<String, Object> kafkaParams,
            Map<TopicPartition, Long> offsets) {
        this.selection = selection;
        this.params = new KafkaParams(kafkaParams);
        this.offsets = new HashMap<>(offsets);
    }

    /** The Kafka parameters as they were given. */
    public Map<String, Object> executorKafkaParams() {
        return params.given();
    }

    TopicSelection selection() {
        return selection;
    }

    KafkaParams params() {
        return params;
    }

    StartingPosition start() {
        return new StartingPosition.Resumed(offsets, params.group(), params.reset());
    }
}
