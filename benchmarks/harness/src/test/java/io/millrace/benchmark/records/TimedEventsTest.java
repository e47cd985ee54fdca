package io.millrace.benchmark.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class TimedEventsTest {

    @Test
    void anEventIsJsonThatSaysWhenItWasToBeSent() throws Exception {
        RecordBuffer buffer = new RecordBuffer();
        new TimedEvents(1).write(1_234, 1_700_000_000_123_456L, buffer);

        JsonNode event = new ObjectMapper().readTree(buffer.value());
        assertThat(event.path("sequence").asLong()).isEqualTo(1_234);
        assertThat(event.path("key").asText()).isEqualTo("sensor-234");
        assertThat(event.path("event_type").asText()).isEqualTo("click");
        assertThat(event.path("scheduled").asLong()).isEqualTo(1_700_000_000_123_456L);
        assertThat(buffer.timestamp()).isEqualTo(1_700_000_000_123L);
        assertThat(buffer.length()).isBetween(200, 260);
        assertThat(TimedEvents.isView(1_233)).isTrue();
    }
}
