package io.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenSizeTest {

    private final AtomicReference<String> answer = new AtomicReference<>("50 132");
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong();
    private final ScreenSize size =
            ScreenSize.asking(
                    () -> {
                        asked.incrementAndGet();
                        return answer.get();
                    },
                    clock::get);

    @Test
    void isWhatTheTerminalTells() {
        assertThat(size.lines()).isEqualTo(50);
        assertThat(size.columns()).isEqualTo(132);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "50 0", "0 132", "50", "50 132 1", "a b", "-5 80", "1e9 2"})
    void isThatOfAnOldTerminalWhereNothingTells(String nothing) {
        answer.set(nothing);

        assertThat(size.lines()).isEqualTo(24);
        assertThat(size.columns()).isEqualTo(80);
    }

    @Test
    void isAskedOfAProcessOnlyEveryTwoSeconds() {
        assertThat(asked).hasValue(0);
        size.lines();
        answer.set("10 20");
        after(Duration.ofMillis(1_999));
        assertThat(size.columns()).isEqualTo(132);
        assertThat(asked).hasValue(1);

        after(Duration.ofMillis(1));
        assertThat(size.columns()).isEqualTo(20);
        assertThat(size.lines()).isEqualTo(10);
        assertThat(asked).hasValue(2);
    }

    @Test
    void staysWhatItWasWhileNothingTells() {
        size.lines();
        answer.set("");
        after(Duration.ofSeconds(5));

        assertThat(size.lines()).isEqualTo(50);
    }

    /** Whether or not the tests are run at a terminal. */
    @Test
    void hasAnAnswerForThisProcess() {
        ScreenSize own = ScreenSize.ofTerminal();

        assertThat(own.lines()).isPositive();
        assertThat(own.columns()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"20,a long line of text", "11,a long line", "1,a", "99,a long line of text"})
    void cutsLinesToItsColumns(int columns, String cut) {
        ScreenSize narrow = new GlassTerminal(columns, 1).size();

        assertThat(narrow.cut("a long line of text")).isEqualTo(cut);
    }

    private void after(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
