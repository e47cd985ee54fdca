package io.millrace.benchmark.contest;

import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.result.Measured;
import io.millrace.benchmark.result.MemoryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the smallest heap with which an engine keeps most of its throughput, by halving a list of
 * sizes. The engine runs alone.
 */
public final class MemorySearch {

    /** The part of the throughput that must be left. */
    private static final double KEEPS = 0.8;

    /** In MiB; the one in the middle, which is tried first, is one of round size. */
    private static final List<Integer> SIZES = List.of(256, 384, 512, 768, 1024, 1536, 2048, 3072);

    /** Runs an engine with some heap. */
    @FunctionalInterface
    public interface Trial {
        Measured run(String heap) throws InterruptedException;
    }

    private final Trial trial;
    private final List<MemoryRow.Step> steps = new ArrayList<>();

    public MemorySearch(Trial trial) {
        this.trial = trial;
    }

    /**
     * Runs the search.
     *
     * @param fullHeap what smaller ones are compared with
     */
    public MemoryRow run(Entry entry, Tuning tuning, String compression, String fullHeap)
            throws InterruptedException {
        MemoryRow.Step full = step(fullHeap);
        Optional<String> smallest = Optional.empty();
        if (full.keeps(KEEPS, full)) {
            smallest = Optional.of(fullHeap);
            int low = 0;
            int high = SIZES.size() - 1;
            while (low <= high) {
                int middle = (low + high + 1) / 2;
                String heap = SIZES.get(middle) + "m";
                if (step(heap).keeps(KEEPS, full)) {
                    smallest = Optional.of(heap);
                    high = middle - 1;
                } else {
                    low = middle + 1;
                }
            }
        }
        return new MemoryRow(
                entry.workload(),
                entry.engine().name(),
                tuning.text(),
                compression,
                smallest.orElse(null),
                KEEPS,
                List.copyOf(steps));
    }

    private MemoryRow.Step step(String heap) throws InterruptedException {
        MemoryRow.Step step = MemoryRow.Step.of(heap, trial.run(heap));
        steps.add(step);
        return step;
    }
}
