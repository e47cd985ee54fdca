package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.offset.TopicPosition;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class OffsetFormatTest {

    private static final StreamPosition POSITION =
            new StreamPosition(
                    new TreeMap<>(
                            Map.of(
                                    "clicks",
                                    new TopicPosition(
                                            Uuid.fromString("VQbHSUbNSmKbzO7LC0DF3A"),
                                            new TreeMap<>(Map.of(0, 42L, 10, 7L, 2, 1L << 40))),
                                    "views",
                                    new TopicPosition(
                                            Uuid.fromString("AAAAAAAAAAAAAAAAAAAAAQ"),
                                            new TreeMap<>(Map.of(0, 0L))))));

    @Test
    void readsAndWritesWhatTheFirstVersionWrote() throws Exception {
        String golden;
        try (var file = getClass().getResourceAsStream("/compat/source-offsets-v1.json")) {
            golden = new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }

        assertThat(MillraceOffset.parse(golden).position()).isEqualTo(POSITION);
        assertThat(new MillraceOffset(POSITION).json()).isEqualTo(golden);
    }
}
