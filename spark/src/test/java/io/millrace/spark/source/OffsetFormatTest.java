package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.offset.TopicPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class OffsetFormatTest {

    private static final TopicPosition CLICKS =
            new TopicPosition(
                    Uuid.fromString("VQbHSUbNSmKbzO7LC0DF3A"),
                    new TreeMap<>(Map.of(0, 42L, 10, 7L, 2, 1L << 40)));

    private static final Uuid VIEWS = Uuid.fromString("AAAAAAAAAAAAAAAAAAAAAQ");

    private static StreamPosition position(TopicPosition views) {
        return new StreamPosition(new TreeMap<>(Map.of("clicks", CLICKS, "views", views)));
    }

    private static void assertReadAndWritten(String file, StreamPosition position)
            throws IOException {
        String golden;
        try (var in = OffsetFormatTest.class.getResourceAsStream("/compat/" + file)) {
            golden = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }

        assertThat(MillraceOffset.parse(golden).position()).isEqualTo(position);
        assertThat(new MillraceOffset(position).json()).isEqualTo(golden);
    }

    @Test
    void readsAndWritesWhatTheFirstVersionWrote() throws Exception {
        assertReadAndWritten(
                "source-offsets-v1.json",
                position(new TopicPosition(VIEWS, new TreeMap<>(Map.of(0, 0L)))));
    }

    @Test
    void readsAndWritesWhereANewTopicBegan() throws Exception {
        assertReadAndWritten(
                "source-offsets-v2.json",
                position(
                        new TopicPosition(
                                VIEWS,
                                new TreeMap<>(Map.of(0, 12L, 1, 3L)),
                                new TreeMap<>(Map.of(0, 9L)))));
    }
}
