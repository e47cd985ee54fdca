package io.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @AfterEach
    void forget() {
        System.clearProperty(TerminalKind.PROPERTY);
    }

    @Test
    void believesTheLauncherAboutTerminals() {
        System.setProperty(TerminalKind.PROPERTY, "in,err");

        assertThat(TerminalKind.detect(Map.of()))
                .isEqualTo(new TerminalKind(true, false, true, true));

        System.setProperty(TerminalKind.PROPERTY, "");
        assertThat(TerminalKind.detect(Map.of()))
                .isEqualTo(new TerminalKind(false, false, false, true));
    }

    @Test
    void usesNoColourWhereNobodyWantsIt() {
        System.setProperty(TerminalKind.PROPERTY, "in,out,err");

        assertThat(TerminalKind.detect(Map.of()).colourOnOut()).isTrue();
        assertThat(TerminalKind.detect(Map.of("NO_COLOR", "")).colourOnOut()).isTrue();
        assertThat(TerminalKind.detect(Map.of("NO_COLOR", "1")).colourOnOut()).isFalse();
        assertThat(TerminalKind.detect(Map.of("NO_COLOR", "1")).colourOnErr()).isFalse();
        assertThat(TerminalKind.detect(Map.of("TERM", "dumb")).colourOnOut()).isFalse();
        assertThat(new TerminalKind(true, false, true, true).colourOnOut()).isFalse();
    }

    @Test
    void showsNothingThatChangesAtATerminalThatOnlyPrints() {
        System.setProperty(TerminalKind.PROPERTY, "in,out,err");

        assertThat(TerminalKind.detect(Map.of("TERM", "dumb")))
                .isEqualTo(new TerminalKind(true, false, false, false));
        assertThat(TerminalKind.detect(Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .isEqualTo(new TerminalKind(true, true, true, false));
    }

    @Test
    void letsALostOutputThroughWritersThatSwallowFailures() {
        PrintWriter writer = terminal(broken("Broken pipe")).writer();
        writer.print("x");

        assertThatThrownBy(writer::flush)
                .isInstanceOf(OutputLost.class)
                .extracting(e -> ((OutputLost) e).readerIsGone())
                .isEqualTo(true);
    }

    @Test
    void failsOnceAndIsSilentWhileOthersCleanUp() throws IOException {
        Terminal terminal = terminal(broken("No space left on device"));
        terminal.out().write('x');

        assertThatThrownBy(() -> terminal.out().flush()).isInstanceOf(OutputLost.class);
        terminal.out().write('y');
        terminal.out().flush();
    }

    @Test
    void holdsResultsBackUntilTheyAreFlushed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = terminal(out);

        terminal.out().write('x');
        assertThat(out.size()).isZero();
        terminal.out().flush();
        assertThat(out.size()).isEqualTo(1);
    }

    private static Terminal terminal(OutputStream out) {
        return new Terminal(
                InputStream.nullInputStream(),
                out,
                OutputStream.nullOutputStream(),
                TerminalKind.none());
    }

    private static OutputStream broken(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }
}
