package io.millrace.benchmark.engine.kstreams;

import io.millrace.benchmark.engine.Engine;
import java.util.List;
import java.util.Map;

/** The workloads that Kafka Streams can run. */
final class StreamsQueries {

    private static final Map<String, StreamsQuery> ALL =
            Map.ofEntries(
                    Map.entry("W0", PartitionTotals::ofLengths),
                    Map.entry("F", PartitionTotals::ofViews),
                    Map.entry("W1", ViewExtract::build),
                    Map.entry("W1" + Engine.EXACTLY_ONCE, ViewExtract::build),
                    Map.entry("W2", CampaignWindows::ofJson),
                    Map.entry("W3-100", SensorTotalsTable::build),
                    Map.entry("W3-1M", SensorTotalsTable::build),
                    Map.entry("W3-10M", SensorTotalsTable::build),
                    Map.entry("W4", WordCount::build),
                    Map.entry("W5-q5", HotItems::build),
                    Map.entry("W5-q8", NewSellers::build),
                    Map.entry("W6", Deduplication::build),
                    Map.entry("W7-avro", CampaignWindows::ofAvro),
                    Map.entry("W7-protobuf", CampaignWindows::ofProtobuf));

    private StreamsQueries() {}

    static List<String> workloads() {
        return ALL.keySet().stream().sorted().toList();
    }

    static StreamsQuery of(String workload) {
        return ALL.get(workload);
    }
}
