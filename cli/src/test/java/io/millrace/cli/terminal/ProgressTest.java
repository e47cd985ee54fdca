package io.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void isALineThatChangesAndGoesAtATerminal() {
        Progress progress = start(new TerminalKind(false, false, true, true));
        await().until(() -> err.toString(StandardCharsets.UTF_8).contains("half way"));

        progress.close();

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("\r\u001b[Khalf way")
                .endsWith("\r\u001b[K")
                .doesNotContain("\n");
        assertThat(out.size()).isZero();
    }

    @Test
    void saysNothingOfShortWorkElsewhere() {
        start(TerminalKind.none()).close();

        assertThat(err.size()).isZero();
    }

    @Test
    void staysInItsLineAtANarrowTerminal() {
        GlassTerminal glass = new GlassTerminal(12, 3);
        Progress progress =
                Progress.start(glass.terminal(), () -> "much more than fits", glass.size());
        await().until(() -> glass.seen().equals(List.of("much more th")));

        progress.close();

        assertThat(glass.seen()).isEmpty();
        assertThat(glass.wrapped()).isZero();
    }

    @Test
    void makesWayForANoteAtATerminal() {
        GlassTerminal glass = new GlassTerminal(40, 3);
        Progress progress = Progress.start(glass.terminal(), () -> "half way", glass.size());
        await().until(() -> glass.seen().equals(List.of("half way")));

        glass.terminal().note("Listen.");
        progress.close();

        assertThat(glass.seen()).containsExactly("Listen.");
    }

    @Test
    void leavesNotesAloneElsewhere() {
        terminal(TerminalKind.none()).note("Listen.");

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("Listen.\n");
    }

    private Progress start(TerminalKind kind) {
        return Progress.start(terminal(kind), () -> "half way");
    }

    private Terminal terminal(TerminalKind kind) {
        return new Terminal(InputStream.nullInputStream(), out, err, kind);
    }
}
