package io.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final GlassTerminal glass = new GlassTerminal(10, 5);
    private final Screen screen = glass.screen();

    @Test
    void writesOverTheLastLines() {
        glass.terminal().writer().append("$ before\n").flush();

        screen.show(List.of("one", "two"));
        screen.show(List.of("1", "two!"));

        assertThat(glass.seen()).containsExactly("$ before", "1", "two!");
        assertThat(glass.scrolledAway()).isEmpty();
    }

    @Test
    void leavesNothingOfMoreLinesThatWereThereBefore() {
        screen.show(List.of("a", "long", "c"));
        screen.show(List.of("a"));
        assertThat(glass.seen()).containsExactly("a");

        screen.show(List.of());
        assertThat(glass.seen()).isEmpty();

        screen.show(List.of("again", "two"));
        assertThat(glass.seen()).containsExactly("again", "two");
    }

    @Test
    void growsDownwardsAndScrollsOnlyWhatWasThereBefore() {
        glass.terminal().writer().append("$ 1\n$ 2\n$ 3\n").flush();

        screen.show(List.of("a"));
        screen.show(List.of("a", "b", "c"));
        screen.show(List.of("A", "B", "C"));

        assertThat(glass.scrolledAway()).containsExactly("$ 1", "$ 2");
        assertThat(glass.seen()).containsExactly("$ 3", "A", "B", "C");
    }

    @Test
    void leavesOutWhatIsTooHigh() {
        List<String> many = List.of("1", "2", "3", "4", "5", "6", "7");

        screen.show(many);
        screen.show(many);

        assertThat(glass.seen()).containsExactly("1", "2", "3", "4");
        assertThat(glass.scrolledAway()).isEmpty();
    }

    @Test
    void leavesOutWhatIsTooWideAndNoMore() {
        List<String> wide = List.of("0123456789", "0123456789x", "😀123456789x");

        screen.show(wide);
        screen.show(wide);

        assertThat(glass.seen()).containsExactly("0123456789", "0123456789", "😀123456789");
        assertThat(glass.wrapped()).isZero();
    }

    @Test
    void showsNothingWhereOneLineIsAllThereIs() {
        GlassTerminal low = new GlassTerminal(10, 1);

        low.screen().show(List.of("a", "b"));

        assertThat(low.seen()).isEmpty();
        assertThat(low.scrolledAway()).isEmpty();
    }

    /** What the glass terminal does not tell: one piece of output, without a setting to restore. */
    @Test
    void onlyMovesUpAndClears() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        InputStream.nullInputStream(),
                        out,
                        out,
                        new TerminalKind(true, true, true, true));
        Screen plain = new Screen(terminal, glass.size());

        plain.show(List.of("a", "b"));
        plain.show(Collections.nCopies(9, "c"));
        plain.show(List.of("d"));

        assertThat(out.toString(StandardCharsets.UTF_8).split("\u001b\\[J", -1))
                .satisfiesExactly(
                        first -> assertThat(first).doesNotContain("A"),
                        second -> assertThat(second).startsWith("\u001b[2A"),
                        third -> assertThat(third).startsWith("\u001b[4A").contains("d"),
                        end -> assertThat(end).isEmpty());
        assertThat(out.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[(\\d+A|K|J)", ""))
                .doesNotContain("\u001b")
                .endsWith("\n");
    }
}
