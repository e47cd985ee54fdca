package io.millrace.benchmark.workload;

import java.util.List;
import java.util.Optional;

/** All workloads there are. */
public final class Workloads {

    public static final List<Workload> ALL =
            List.of(new RawCount(), new FilterCount(), new CampaignWindows());

    private Workloads() {}

    /** The workload of this name; case does not matter. */
    public static Optional<Workload> named(String name) {
        return ALL.stream().filter(w -> w.name().equalsIgnoreCase(name)).findFirst();
    }
}
