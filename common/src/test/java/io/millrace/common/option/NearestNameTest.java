package io.millrace.common.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    private static final List<String> KNOWN =
            List.of("startingOffsets", "endingOffsets", "topic", "subscribe");

    @Test
    void forgivesTyposSwapsAndCase() {
        assertThat(NearestName.of("startingofsets", KNOWN)).contains("startingOffsets");
        assertThat(NearestName.of("tpoic", KNOWN)).contains("topic");
        assertThat(NearestName.of("SUBSCRIBE", KNOWN)).contains("subscribe");
    }

    @Test
    void doesNotGuessWildly() {
        assertThat(NearestName.of("colour", KNOWN)).isEmpty();
        assertThat(NearestName.of("x", List.of())).isEmpty();
    }
}
