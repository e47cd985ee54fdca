package io.millrace.benchmark.engine.flink;

import io.millrace.benchmark.protocol.Tuning;

/** Options of tables of the Kafka connector; {@code benchmarks/PEERS.md} gives the reasons. */
final class KafkaOptions {

    static final String AT_LEAST_ONCE = "'sink.delivery-guarantee' = 'at-least-once',";

    /** With a place for the prefix; the time-out must be at most what the broker allows. */
    static final String EXACTLY_ONCE =
            """
            'sink.delivery-guarantee' = 'exactly-once',
            'sink.transactional-id-prefix' = '%s',
            'properties.transaction.timeout.ms' = '900000',
            """;

    private static final String TUNED_CONSUMER =
            """
            'properties.max.poll.records' = '50000',
            'properties.max.partition.fetch.bytes' = '8388608',
            'properties.receive.buffer.bytes' = '-1',
            """;

    private static final String TUNED_PRODUCER =
            """
            'properties.batch.size' = '262144',
            'properties.linger.ms' = '20',
            """;

    private KafkaOptions() {}

    static String consumer(Tuning tuning) {
        return tuning == Tuning.TUNED ? TUNED_CONSUMER : "";
    }

    static String producer(Tuning tuning) {
        return tuning == Tuning.TUNED ? TUNED_PRODUCER : "";
    }
}
