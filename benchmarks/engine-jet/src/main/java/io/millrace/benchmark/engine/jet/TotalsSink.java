package io.millrace.benchmark.engine.jet;

import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;

/** Counts items and adds them up. Used by one thread; each sink has its own. */
final class TotalsSink {

    private long count;
    private long sum;

    private TotalsSink() {}

    static Sink<Long> create() {
        return SinkBuilder.sinkBuilder("totals", context -> new TotalsSink())
                .<Long>receiveFn(TotalsSink::add)
                .flushFn(TotalsSink::flush)
                .build();
    }

    private void add(long summand) {
        count++;
        sum += summand;
    }

    private void flush() {
        JetRun.current().totals().add(count, sum);
        JetRun.current().progress().received(count);
        count = 0;
        sum = 0;
    }
}
