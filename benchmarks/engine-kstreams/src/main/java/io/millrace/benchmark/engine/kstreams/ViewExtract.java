package io.millrace.benchmark.engine.kstreams;

import io.millrace.benchmark.peer.AdEventReader;
import io.millrace.benchmark.peer.AdExtract;
import io.millrace.benchmark.peer.ExtractJson;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** W1: filter and project, from topic to topic. */
final class ViewExtract {

    private ViewExtract() {}

    static void build(StreamsBuilder builder, StreamsRun run) {
        builder.stream(
                        run.request().topic(),
                        Consumed.with(Serdes.ByteArray(), Formats.reading(AdEventReader::extract)))
                .peek((key, view) -> run.progress().read())
                .filter((key, view) -> view != null)
                .to(
                        run.request().outputTopic(),
                        Produced.with(
                                Serdes.ByteArray(),
                                Formats.<AdExtract>writing(ExtractJson::write)));
    }
}
