package io.millrace.format.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class IsoDateTest {

    private static int days(String text) {
        byte[] data = text.getBytes(StandardCharsets.US_ASCII);
        return IsoDate.days(data, 0, data.length);
    }

    @Test
    void countsTheDaysOfAllYearsWithFourDigits() {
        LocalDate date = LocalDate.of(0, 1, 1);
        for (int day = (int) date.toEpochDay(); date.getYear() < 10_000; day++) {
            if (days(date.toString()) != day) {
                assertThat(days(date.toString())).as("%s", date).isEqualTo(day);
            }
            date = date.plusDays(1);
        }
    }

    @Test
    void knowsTheLengthOfEveryMonth() {
        for (int year : new int[] {0, 1, 4, 100, 400, 1900, 2000, 2023, 2024, 2100, 9999}) {
            for (int month = 1; month <= 12; month++) {
                int length = LocalDate.of(year, month, 1).lengthOfMonth();
                for (int day : new int[] {0, length + 1, 31 + 1, 99}) {
                    String date = "%04d-%02d-%02d".formatted(year, month, day);
                    assertThat(days(date)).as(date).isEqualTo(IsoDate.UNREADABLE);
                }
            }
        }
    }
}
