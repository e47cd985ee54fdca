package io.millrace.kafka.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogPositionTest {

    @Test
    void readsTheEndsOfALogByName() {
        assertThat(LogPosition.parse("earliest")).isEqualTo(new LogPosition.Earliest());
        assertThat(LogPosition.parse("Beginning")).isEqualTo(new LogPosition.Earliest());
        assertThat(LogPosition.parse("LATEST")).isEqualTo(new LogPosition.Latest());
        assertThat(LogPosition.parse("end")).isEqualTo(new LogPosition.Latest());
    }

    @Test
    void takesEveryPlainNumberForAnOffsetHoweverLarge() {
        assertThat(LogPosition.parse("0")).isEqualTo(new LogPosition.AtOffset(0));
        assertThat(LogPosition.parse("1767225600000"))
                .isEqualTo(new LogPosition.AtOffset(1_767_225_600_000L));
        assertThat(LogPosition.parse("-10")).isEqualTo(new LogPosition.BeforeEnd(10));
    }

    @ParameterizedTest
    @CsvSource({
        "@1767225600123, 2026-01-01T00:00:00.123Z",
        "@0, 1970-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
        "2026-01-01t00:00:00.5z, 2026-01-01T00:00:00.500Z",
        "2026-01-01T01:00:00+01:00, 2026-01-01T00:00:00Z",
        "2026-01-01T00:00, 2026-01-01T00:00:00Z",
        "2026-01-01T12:30:15, 2026-01-01T12:30:15Z",
        "2026-01-01, 2026-01-01T00:00:00Z"
    })
    void readsTimesAndTakesThoseWithoutAZoneForUtc(String text, Instant time) {
        assertThat(LogPosition.parse(text)).isEqualTo(new LogPosition.AtTime(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "first",
                "+5",
                "1.5",
                "@",
                "@-5",
                "2026-13-01",
                "2026-01-01T",
                "12:00",
                "9999999999999999999",
                "2026-01-01T00:00:00Europe/Berlin"
            })
    void saysWhatItExpectedOfAnythingElse(String text) {
        assertThatThrownBy(() -> LogPosition.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("earliest, latest, an offset");
    }

    @Test
    void refusesTimesBeforeKafkasFirst() {
        // Kafka reads the timestamps -1 and -2 as latest and earliest.
        assertThatThrownBy(() -> LogPosition.parse("1969-12-31T23:59:59.999Z"))
                .hasMessage("a time of 1970 or later");
    }
}
