package io.millrace.benchmark.engine.kstreams;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.state.KeyValueStore;

/** W4: split text, count by strings. */
final class WordCount {

    private static final byte[] NOTHING = {};

    private WordCount() {}

    static void build(StreamsBuilder builder, StreamsRun run) {
        builder.stream(run.request().topic(), Consumed.with(Serdes.ByteArray(), Serdes.String()))
                .flatMap((key, line) -> words(line, run))
                .repartition(StreamsRun.by("word", Serdes.String(), Serdes.ByteArray()))
                .peek((word, nothing) -> run.progress().received())
                .groupByKey()
                .count(
                        run.<String, Long, KeyValueStore<Bytes, byte[]>>store(
                                "counts", Serdes.String(), Serdes.Long()))
                .toStream()
                .foreach(run.answer()::put);
    }

    private static List<KeyValue<String, byte[]>> words(String line, StreamsRun run) {
        List<KeyValue<String, byte[]>> words =
                Arrays.stream(line.split(" ")).map(word -> KeyValue.pair(word, NOTHING)).toList();
        run.progress().readAndSent(words.size());
        return words;
    }
}
