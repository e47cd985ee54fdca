package io.millrace.cli.demo;

import static io.millrace.cli.demo.Results.END;
import static io.millrace.cli.demo.Results.percent;
import static io.millrace.cli.demo.Results.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.TerminalKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonViewTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Terminal terminal =
            new Terminal(
                    InputStream.nullInputStream(),
                    out,
                    OutputStream.nullOutputStream(),
                    TerminalKind.none());

    @Test
    void writesEachResultAsItWasRead() {
        DemoView view = JsonView.lines(terminal);

        show(view, "{\"metric\":\"ä\",\"average\":1.50}", "{\"b\":2}");
        assertThat(out())
                .as("before the next ones come")
                .isEqualTo("{\"metric\":\"ä\",\"average\":1.50}\n{\"b\":2}\n");
        show(view);
        show(view, "{\"c\":3}");
        view.end();

        assertThat(out().lines())
                .containsExactly("{\"metric\":\"ä\",\"average\":1.50}", "{\"b\":2}", "{\"c\":3}");
    }

    @Test
    void writesOneArrayOverAllThatCame() throws IOException {
        DemoView view = JsonView.array(terminal);

        show(view);
        show(view, "{\"a\":1}", "{\"b\":2}");
        show(view);
        show(view, "{\"c\":3}");
        view.end();

        assertThat(new ObjectMapper().readTree(out()))
                .hasToString("[{\"a\":1},{\"b\":2},{\"c\":3}]");
        assertThat(out()).endsWith("]\n");
    }

    @Test
    void writesAnEmptyArrayAndNoLinesWhereNothingCame() {
        JsonView.lines(terminal).end();
        assertThat(out()).isEmpty();

        JsonView.array(terminal).end();
        assertThat(out()).isEqualTo("[]\n");
    }

    private static void show(DemoView view, String... json) {
        view.show(
                List.of(json).stream().map(text -> read(percent(END, "cpu.all", 1), text)).toList(),
                0);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
