package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.plan.OffsetRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangesJsonTest {

    private static final String ID = "VQbHSUbNSmKbzO7LC0DF3A";

    @Test
    void readsAndWritesWhatTheFirstVersionWrote() throws Exception {
        String golden;
        try (var in = RangesJsonTest.class.getResourceAsStream("/compat/batch-ranges-v1.json")) {
            golden = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        List<OffsetRange> ranges =
                List.of(
                        new OffsetRange(new TopicPartition("clicks", 0), ID, 7, 1L << 40),
                        new OffsetRange(new TopicPartition("clicks", 10), ID, 3, 3));

        assertThat(RangesJson.parse(golden)).isEqualTo(ranges);
        assertThat(RangesJson.write(ranges)).isEqualTo(golden);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":2,\"ranges\":[]}",
                "{\"ranges\":[]}",
                "{\"version\":1}",
                "{\"version\":1,\"ranges\":[{\"topic\":\"a\"}]}",
                "{\"version\":1,\"ranges\":[{\"topic\":\"a\",\"id\":\"x\",\"partition\":0,"
                        + "\"from\":\"7\",\"until\":9}]}",
                "{\"version\":1,\"ran"
            })
    void refusesWhatItDoesNotUnderstand(String text) {
        assertThatThrownBy(() -> RangesJson.parse(text))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.code()).isEqualTo(DStreamError.RANGES_UNREADABLE));
    }
}
