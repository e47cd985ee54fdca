package io.millrace.cli.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class PlainTextsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {":;58", "\\t;9", "\\n;10", "\\0;0", "\\r;13", "\\\\;92", "ä;228", "$;36"})
    void readsEscapesInSeparators(String written, int character) {
        assertThat(new EscapedText().convert(written)).isEqualTo("" + (char) character);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\x", "a\\", "\\\\\\"})
    void refusesEscapesThatItDoesNotKnow(String written) {
        assertThatThrownBy(() -> new EscapedText().convert(written))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("but was '" + written + "'");
    }

    @Test
    void readsHeaders() {
        Header header = new HeaderText().convert("key=a=b");

        assertThat(header.key()).isEqualTo("key");
        assertThat(header.value()).isEqualTo("a=b".getBytes(StandardCharsets.UTF_8));
        assertThat(new HeaderText().convert("key=").value()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key", "=value"})
    void refusesWhatIsNoHeader(String written) {
        assertThatThrownBy(() -> new HeaderText().convert(written))
                .hasMessage("expected KEY=VALUE, but was '" + written + "'");
    }

    /** Under a locale that would write 1.234,5. */
    @Test
    void writesAmountsTheSameInEveryLocale() {
        assertThat(Amounts.records(1)).isEqualTo("1 record");
        assertThat(Amounts.records(1_234_567)).isEqualTo("1,234,567 records");
        assertThat(Amounts.bytes(1_023)).isEqualTo("1023 bytes");
        assertThat(Amounts.bytes(1_536)).isEqualTo("1.5 KiB");
        assertThat(Amounts.bytes(5L << 40)).isEqualTo("5.0 TiB");
        assertThat(Amounts.bytes(5L << 50)).isEqualTo("5120.0 TiB");
        assertThat(Amounts.rate(3_000, Duration.ofMillis(1_500))).isEqualTo("2,000 records/s");
        assertThat(Amounts.rate(3, Duration.ZERO)).isEqualTo("3,000 records/s");
        assertThat(Amounts.seconds(Duration.ofMillis(1_250))).isEqualTo("1.3 s");
    }
}
