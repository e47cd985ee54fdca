package io.millrace.benchmark.records;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class RepeatedEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RepeatedEvents events = new RepeatedEvents(1);
    private final RecordBuffer buffer = new RecordBuffer();

    @Test
    void sayInJsonWhatTheirFieldsAre() throws IOException {
        for (long i = 0; i < 20_000; i++) {
            events.write(i, buffer);
            JsonNode event = JSON.readTree(buffer.value());
            assertThat(event.fieldNames())
                    .toIterable()
                    .containsExactly("event_id", "event_time", "amount");
            assertThat(event.get("event_id").textValue()).isEqualTo(events.idOf(i).toString());
            assertThat(event.get("amount").longValue()).isEqualTo(events.amountOf(i));
            assertThat(event.get("event_time").longValue()).isEqualTo(buffer.timestamp());
        }
    }

    @Test
    void repeatOneInTenWithinTenMinutes() {
        long begin = 20_000_000;
        int repeated = 0;
        long farthest = 0;
        for (long i = begin; i < begin + 100_000; i++) {
            long first = events.firstOf(i);
            assertThat(events.firstOf(first)).isEqualTo(first);
            assertThat(first).isLessThanOrEqualTo(i);
            repeated += first < i ? 1 : 0;
            farthest = Math.max(farthest, i - first);
        }

        assertThat(repeated).isEqualTo(10_000);
        // Ten records in a millisecond.
        assertThat(farthest).isBetween(9L * 60 * 10_000, 10L * 60 * 10_000 - 1);
    }

    /** Whoever changes what is generated must change the version in the name of the topic. */
    @Test
    void areTheFirstVersion() {
        CRC32 checksum = new CRC32();
        for (long i = 10_000; i >= 0; i--) {
            events.write(i, buffer);
            checksum.update(buffer.value());
        }

        assertThat(events.id()).isEqualTo("repeated-events-v1-seed1");
        assertThat(new String(buffer.value(), US_ASCII))
                .isEqualTo(
                        "{\"event_id\":\"3c786abe-d450-4021-8c48-a0e2d1c77be6\",\"event_time\":"
                                + "1767225600000,\"amount\":1095208943}");
        assertThat(checksum.getValue()).isEqualTo(233768669L);
    }
}
