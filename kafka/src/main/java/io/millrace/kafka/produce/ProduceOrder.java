package io.millrace.kafka.produce;

import io.millrace.common.PublicApi;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.common.header.Header;

/**
 * How lines become records of a topic.
 *
 * @param keySeparator what stands between key and value in each line; absent if lines are values
 * @param nullMarker the text that stands for a null key or value, if there is one
 * @param headers put on every record
 * @param recordsPerSecond a steady rate; as fast as possible where absent
 */
@PublicApi
public record ProduceOrder(
        String topic,
        Partitioning partitioning,
        Optional<String> keySeparator,
        Optional<String> nullMarker,
        List<Header> headers,
        OptionalDouble recordsPerSecond) {

    public ProduceOrder {
        headers = List.copyOf(headers);
    }

    /** Lines are values, spread as Kafka does, as fast as possible. */
    public static ProduceOrder to(String topic) {
        return new ProduceOrder(
                topic,
                new Partitioning.KeyHash(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                OptionalDouble.empty());
    }
}
