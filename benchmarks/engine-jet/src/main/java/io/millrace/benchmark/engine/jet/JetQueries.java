package io.millrace.benchmark.engine.jet;

import io.millrace.benchmark.engine.Engine;
import java.util.List;
import java.util.Map;

/** The workloads that Jet can run. */
final class JetQueries {

    private static final Map<String, JetQuery> ALL =
            Map.ofEntries(
                    Map.entry("W0", TotalsQuery::ofLengths),
                    Map.entry("F", TotalsQuery::ofViews),
                    Map.entry("W1", ViewExtract::pipeline),
                    Map.entry("W1" + Engine.EXACTLY_ONCE, ViewExtract::pipeline),
                    Map.entry("W2", CampaignWindows::ofJson),
                    Map.entry("W3-100", SensorTotalsTable::pipeline),
                    Map.entry("W3-1M", SensorTotalsTable::pipeline),
                    Map.entry("W3-10M", SensorTotalsTable::pipeline),
                    Map.entry("W4", WordCount::pipeline),
                    Map.entry("W5-q5", HotItems::pipeline),
                    Map.entry("W5-q8", NewSellers::pipeline),
                    Map.entry("W6", Deduplication::pipeline),
                    Map.entry("W7-avro", CampaignWindows::ofAvro),
                    Map.entry("W7-protobuf", CampaignWindows::ofProtobuf));

    private JetQueries() {}

    static List<String> workloads() {
        return ALL.keySet().stream().sorted().toList();
    }

    static JetQuery of(String workload) {
        return ALL.get(workload);
    }
}
