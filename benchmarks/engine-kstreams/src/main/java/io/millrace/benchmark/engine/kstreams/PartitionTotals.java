package io.millrace.benchmark.engine.kstreams;

import io.millrace.benchmark.peer.AdEventReader;
import io.millrace.benchmark.peer.Progress;
import io.millrace.benchmark.peer.Totals;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * W0 and F: sums over all records. Each task adds up its partition, and the sums of the tasks are
 * added; to group by a constant key would send every record through the broker again.
 */
final class PartitionTotals implements Processor<byte[], byte[], Void, Void> {

    private final ToLongFunction<byte[]> summand;
    private final Progress progress;
    private final Totals totals;
    private long records;
    private long sum;

    private PartitionTotals(ToLongFunction<byte[]> summand, Progress progress, Totals totals) {
        this.summand = summand;
        this.progress = progress;
        this.totals = totals;
    }

    /** W0: how many values, how many bytes. */
    static void ofLengths(StreamsBuilder builder, StreamsRun run) {
        build(builder, run, value -> value.length, Totals::countAndSum);
    }

    /** F: how many views. */
    static void ofViews(StreamsBuilder builder, StreamsRun run) {
        build(builder, run, value -> AdEventReader.isView(value) ? 1 : 0, Totals::sumAlone);
    }

    private static void build(
            StreamsBuilder builder,
            StreamsRun run,
            ToLongFunction<byte[]> summand,
            Function<Totals, String> row) {
        Totals totals = run.answer().totals(row);
        builder.stream(run.request().topic(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .process(() -> new PartitionTotals(summand, run.progress(), totals));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        records++;
        sum += summand.applyAsLong(record.value());
        progress.read();
    }

    @Override
    public void close() {
        totals.add(records, sum);
    }
}
