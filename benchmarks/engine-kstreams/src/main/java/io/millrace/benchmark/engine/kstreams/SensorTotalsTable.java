package io.millrace.benchmark.engine.kstreams;

import io.millrace.benchmark.peer.Reading;
import io.millrace.benchmark.peer.ReadingReader;
import io.millrace.benchmark.peer.SensorTotals;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.state.KeyValueStore;

/** W3: a state that grows with the number of keys. */
final class SensorTotalsTable {

    private static final int BYTES = 4 * Long.BYTES;

    private SensorTotalsTable() {}

    static void build(StreamsBuilder builder, StreamsRun run) {
        builder.stream(
                        run.request().topic(),
                        Consumed.with(Serdes.ByteArray(), Formats.reading(ReadingReader::read)))
                .map((key, reading) -> keyed(reading, run))
                .repartition(StreamsRun.by("sensor", Serdes.Long(), Serdes.Double()))
                .peek((sensor, temperature) -> run.progress().received())
                .groupByKey()
                .aggregate(
                        () -> SensorTotals.NONE,
                        (sensor, temperature, totals) -> totals.with(temperature),
                        run.<Long, SensorTotals, KeyValueStore<Bytes, byte[]>>store(
                                "totals", Serdes.Long(), totals()))
                .toStream()
                .foreach((sensor, totals) -> totals.put(sensor, run.answer().sensors()));
    }

    private static KeyValue<Long, Double> keyed(Reading reading, StreamsRun run) {
        run.progress().readAndSent(1);
        return KeyValue.pair(reading.sensor(), reading.temperature());
    }

    private static Serde<SensorTotals> totals() {
        return Serdes.serdeFrom(
                (topic, totals) -> totals == null ? null : write(totals),
                (topic, bytes) -> bytes == null ? null : read(ByteBuffer.wrap(bytes)));
    }

    private static byte[] write(SensorTotals totals) {
        return ByteBuffer.allocate(BYTES)
                .putLong(totals.count())
                .putDouble(totals.sum())
                .putDouble(totals.min())
                .putDouble(totals.max())
                .array();
    }

    private static SensorTotals read(ByteBuffer bytes) {
        return new SensorTotals(
                bytes.getLong(), bytes.getDouble(), bytes.getDouble(), bytes.getDouble());
    }
}
