package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeserializersTest {

    private static final AtomicInteger OPEN = new AtomicInteger();

    /** Counts those that are open. */
    public static final class Counted implements Deserializer<String> {

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            OPEN.incrementAndGet();
        }

        @Override
        public String deserialize(String topic, byte[] bytes) {
            return null;
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
        }
    }

    @BeforeEach
    void reset() {
        OPEN.set(0);
    }

    @Test
    void areTakenOverByTheNextTask() {
        Deserializers<String, String> first = Deserializers.take(params(1));
        first.close();
        Deserializers<String, String> second = Deserializers.take(params(1));
        assertThat(second).isSameAs(first);
    }

    @Test
    void areNotKeptForEverWhereParametersAreNeverTheSame() {
        for (int i = 0; i < 100; i++) {
            Deserializers.take(params(new Object())).close();
        }
        assertThat(OPEN).hasValueBetween(0, 64);
    }

    @Test
    void areClosedWhereTheOtherOneCannotBeMade() {
        HashMap<String, Object> values = new HashMap<>(params(2).given());
        values.put("value.deserializer", "no.such.Deserializer");
        KafkaParams params = new KafkaParams(values);
        assertThatThrownBy(() -> Deserializers.take(params))
                .hasMessageContaining("DESERIALIZER_UNUSABLE");
        assertThat(OPEN).hasValue(0);
    }

    private static KafkaParams params(Object own) {
        return new KafkaParams(
                Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:1",
                        "key.deserializer",
                        Counted.class,
                        "value.deserializer",
                        StringDeserializer.class,
                        "of.mine",
                        own));
    }
}
