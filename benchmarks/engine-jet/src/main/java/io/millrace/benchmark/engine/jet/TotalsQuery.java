package io.millrace.benchmark.engine.jet;

import com.hazelcast.function.FunctionEx;
import com.hazelcast.jet.pipeline.Pipeline;
import io.millrace.benchmark.peer.AdEventReader;
import io.millrace.benchmark.peer.EndOffsets;
import io.millrace.benchmark.peer.Totals;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * W0 and F: sums over all records, added up by each sink on its own; a rolling aggregate would send
 * every record to one processor and every sum on from it.
 */
final class TotalsQuery {

    private TotalsQuery() {}

    /** W0: how many values, how many bytes. */
    static Pipeline ofLengths(EngineSettings settings, RunRequest request, EndOffsets ends) {
        JetRun.current().answerTotals(Totals::countAndSum);
        return pipeline(settings, request, TotalsQuery::length);
    }

    /** F: how many views. */
    static Pipeline ofViews(EngineSettings settings, RunRequest request, EndOffsets ends) {
        JetRun.current().answerTotals(Totals::sumAlone);
        return pipeline(settings, request, TotalsQuery::view);
    }

    private static Pipeline pipeline(
            EngineSettings settings,
            RunRequest request,
            FunctionEx<ConsumerRecord<byte[], byte[]>, Long> summand) {
        Pipeline pipeline = Pipeline.create();
        KafkaInput.read(pipeline, settings, request, summand)
                .withoutTimestamps()
                .writeTo(TotalsSink.create());
        return pipeline;
    }

    private static Long length(ConsumerRecord<byte[], byte[]> record) {
        JetRun.current().progress().readAndSent(1);
        return (long) record.value().length;
    }

    /** One for a view, nothing for any other event. */
    private static Long view(ConsumerRecord<byte[], byte[]> record) {
        boolean view = AdEventReader.isView(record.value());
        JetRun.current().progress().readAndSent(view ? 1 : 0);
        return view ? 1L : null;
    }
}
