package io.millrace.common.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionGroupTest {

    private enum OnBadRecord {
        FAIL,
        DEAD_LETTER
    }

    private static final Option<Long> MAX_OFFSETS =
            Option.number("maxOffsetsPerTrigger", 1, Long.MAX_VALUE, "Records per batch.");
    private static final Option<OnBadRecord> ON_BAD_RECORD =
            Option.choice("onBadRecord", OnBadRecord.class, "What to do.").withDefault("fail");
    private static final Option<Duration> TIMEOUT =
            Option.duration("timeout", "How long.").withAliases("waitTime");
    private static final Option<String> PASSWORD =
            Option.of("password", "string", OptionGroupTest::rejectAll, "Secret.").asSecret();
    private static final OptionGroup GROUP =
            new OptionGroup(
                    "the test source",
                    List.of(MAX_OFFSETS, ON_BAD_RECORD, TIMEOUT, PASSWORD),
                    Map.of("kafka.", "Handed to the Kafka client."));

    private static String rejectAll(String text) {
        throw new IllegalArgumentException("something else");
    }

    @Test
    void readsTypedValuesWhateverTheCaseOfTheKey() {
        OptionValues values =
                GROUP.parse(Map.of("MAXOFFSETSPERTRIGGER", "7", "onbadrecord", "dead-letter"));

        assertThat(values.get(MAX_OFFSETS)).isEqualTo(7L);
        assertThat(values.get(ON_BAD_RECORD)).isEqualTo(OnBadRecord.DEAD_LETTER);
        assertThat(values.find(TIMEOUT)).isEmpty();
    }

    @Test
    void fallsBackToTheDefaultOnlyInGet() {
        OptionValues values = GROUP.parse(Map.of());

        assertThat(values.get(ON_BAD_RECORD)).isEqualTo(OnBadRecord.FAIL);
        assertThat(values.find(ON_BAD_RECORD)).isEmpty();
        assertThat(values.isSet(ON_BAD_RECORD)).isFalse();
    }

    @Test
    void namesTheNearestKnownOption() {
        assertThatThrownBy(() -> GROUP.parse(Map.of("maxOffsetPerTriger", "7")))
                .isInstanceOf(MillraceException.class)
                .hasMessage(
                        "[UNKNOWN_OPTION] Unknown option 'maxOffsetPerTriger' for the test source."
                                + " Did you mean 'maxOffsetsPerTrigger'?");
    }

    @Test
    void listsWhatItTakesWhenNothingIsNear() {
        assertThatThrownBy(() -> GROUP.parse(Map.of("colour", "blue")))
                .hasMessageContaining(
                        "It takes: maxOffsetsPerTrigger, onBadRecord, timeout, password.");
    }

    @Test
    void saysWhatAValueShouldHaveBeen() {
        assertThatThrownBy(() -> GROUP.parse(Map.of("maxOffsetsPerTrigger", "0")))
                .hasMessage(
                        "[INVALID_OPTION] Invalid option 'maxOffsetsPerTrigger' with value '0':"
                                + " expected a whole number of at least 1.");
        assertThatThrownBy(() -> GROUP.parse(Map.of("onBadRecord", "explode")))
                .hasMessageContaining("expected one of fail, dead-letter.");
    }

    @Test
    void neverShowsASecret() {
        assertThatThrownBy(() -> GROUP.parse(Map.of("password", "hunter2")))
                .hasMessageContaining("[redacted]")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void readsAFormerKeyWithAWarning() {
        OptionValues values = GROUP.parse(Map.of("waittime", "5s"));

        assertThat(values.get(TIMEOUT)).isEqualTo(Duration.ofSeconds(5));
        assertThat(values.warnings()).containsExactly("Option 'waittime' is now called 'timeout'.");
    }

    @Test
    void handsPrefixedKeysOnUnread() {
        OptionValues values = GROUP.parse(Map.of("kafka.linger.ms", "5"));

        assertThat(values.withPrefix("kafka.")).isEqualTo(Map.of("linger.ms", "5"));
        assertThatThrownBy(() -> GROUP.parse(Map.of("kafka.", "5")))
                .hasMessageContaining("UNKNOWN_OPTION");
    }

    @Test
    void describesItselfAsAPage() {
        assertThat(OptionReference.markdown("Options", List.of(GROUP)))
                .contains("## The test source")
                .contains("| `onBadRecord` | fail \\| dead-letter | `fail` | What to do. |")
                .contains("| `timeout` | duration |  | How long. Formerly `waitTime`. |")
                .contains("| `password` | string |  | Secret. Secret: never shown. |")
                .contains("| `kafka.*` | any | | Handed to the Kafka client. |");
    }
}
