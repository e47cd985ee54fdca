package io.millrace.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which releases of the Kafka client are trusted.
 *
 * @faults C29
 */
class SafeClientTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"2.8.0", "3.0.0", "3.8.1", "3.9.1", "4.0.1", "4.1.0", "4.1.1", "3.9.1-foo"})
    void refusesThoseThatMaySendToTheWrongTopic(String version) {
        assertThatThrownBy(() -> SafeClient.require(version))
                .hasMessageContaining(version)
                .hasMessageContaining("4.2.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.9.2", "4.0.2", "4.1.2", "4.2.0", "4.4.0", "5.0.0", "unknown"})
    void takesThoseBeforeAndAfter(String version) {
        SafeClient.require(version);
    }

    @Test
    void takesOurs() {
        assertThat(SafeClient.version()).matches("[0-9]+[.][0-9]+[.][0-9]+.*");
        SafeClient.require();
    }
}
