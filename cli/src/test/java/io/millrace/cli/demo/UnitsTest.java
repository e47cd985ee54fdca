package io.millrace.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, percent, 0.0 %",
        "12.34, percent, 12.3 %",
        "99.96, percent, 100.0 %",
        "250, percent, 250.0 %",
        "0, bytes, 0 B",
        "0.4, bytes/s, 0 B/s",
        "1023, bytes, 1023 B",
        "1024, bytes, 1.0 KiB",
        "1536, bytes/s, 1.5 KiB/s",
        "1047500, bytes/s, 1022.9 KiB/s",
        "1048576, bytes, 1.0 MiB",
        "16e9, bytes, 14.9 GiB",
        "5.5e12, bytes/s, 5.0 TiB/s",
        "3e15, bytes, 2728.5 TiB"
    })
    void writesValuesWithTheUnitThatPeopleReadBest(double value, String unit, String text) {
        assertThat(Units.text(value, unit)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1023.7, bytes, 1.0 KiB",
        "1048575, bytes, 1.0 MiB",
        "1073741823, bytes/s, 1.0 GiB/s"
    })
    void neverWritesAWholeStepOfASmallerUnit(double value, String unit, String text) {
        assertThat(Units.text(value, unit)).isEqualTo(text);
    }
}
