package io.millrace.integration.reliability.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MalformedInputsTest {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final InputRecords inputs = new InputRecords(7, 3);
    private final MalformedInputs malformed = new MalformedInputs(inputs, 5);
    private final List<InputId> ids =
            IntStream.range(0, 1_000).mapToObj(i -> new InputId(i % 4, i / 4)).toList();

    private boolean isWellFormed(InputId id) {
        try {
            return JSON.readTree(malformed.value(id)).path("amount").isNumber();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Test
    void theOthersAreWellFormed() {
        assertThat(ids).allMatch(id -> isWellFormed(id) != malformed.contains(id));
        assertThat(ids.stream().filter(malformed::contains).count()).isBetween(150L, 250L);
    }

    @Test
    void saysOfWhichRecordAValueIs() {
        assertThat(ids).allMatch(id -> malformed.idOf(malformed.value(id)).equals(id));
    }

    @Test
    void knowsNoValueThatWasNotSent() {
        InputId id = ids.stream().filter(malformed::contains).findFirst().orElseThrow();

        assertThat(malformed.idOf(inputs.json(id))).isEqualTo(InputId.UNKNOWN);
        assertThat(malformed.idOf(malformed.value(id) + " ")).isEqualTo(InputId.UNKNOWN);
        assertThat(malformed.idOf("nothing")).isEqualTo(InputId.UNKNOWN);
    }
}
