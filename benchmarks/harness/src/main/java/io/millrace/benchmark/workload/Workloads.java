package io.millrace.benchmark.workload;

import io.millrace.benchmark.records.AdEvents;
import io.millrace.benchmark.records.BinaryAdEvents;
import io.millrace.benchmark.records.BinaryAdEvents.Format;
import java.util.List;
import java.util.Optional;

/** All workloads there are. */
public final class Workloads {

    public static final List<Workload> ALL =
            List.of(
                    new RawCount(),
                    new FilterCount(),
                    new ViewExtract(),
                    new CampaignWindows("W2", "JSON", AdEvents::new),
                    new SensorTotals("100", 100),
                    new SensorTotals("1M", 1_000_000),
                    new SensorTotals("10M", 10_000_000),
                    new WordCount(),
                    new HotItems(),
                    new NewSellers(),
                    new Deduplication(),
                    new CampaignWindows(
                            "W7-avro", "Avro", seed -> new BinaryAdEvents(seed, Format.AVRO)),
                    new CampaignWindows(
                            "W7-protobuf",
                            "Protobuf",
                            seed -> new BinaryAdEvents(seed, Format.PROTOBUF)));

    private Workloads() {}

    /** The workload of this name; case does not matter. */
    public static Optional<Workload> named(String name) {
        return ALL.stream().filter(w -> w.name().equalsIgnoreCase(name)).findFirst();
    }
}
