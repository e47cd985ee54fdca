package io.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

    private Progress start(TerminalKind kind) {
        return Progress.start(
                new Terminal(InputStream.nullInputStream(), out, err, kind), () -> "half way");
    }
}
