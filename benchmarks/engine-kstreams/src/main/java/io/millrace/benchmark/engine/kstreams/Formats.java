package io.millrace.benchmark.engine.kstreams;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Serdes that go one way. */
final class Formats {

    private Formats() {}

    /** For values that are only read. */
    static <T> Serde<T> reading(Function<byte[], T> reader) {
        return Serdes.serdeFrom(
                (topic, value) -> {
                    throw new UnsupportedOperationException();
                },
                (topic, value) -> reader.apply(value));
    }

    /** For values that are only written. */
    static <T> Serde<T> writing(Function<T, byte[]> writer) {
        return Serdes.serdeFrom(
                (topic, value) -> writer.apply(value),
                (topic, value) -> {
                    throw new UnsupportedOperationException();
                });
    }
}
