package io.millrace.cli.demo;

import io.millrace.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.List;

/** Each result as the JSON it was read as: on a line of its own, or all in one array. */
final class JsonView implements DemoView {

    private final Terminal terminal;
    private final boolean array;
    private boolean first = true;

    private JsonView(Terminal terminal, boolean array) {
        this.terminal = terminal;
        this.array = array;
    }

    static JsonView lines(Terminal terminal) {
        return new JsonView(terminal, false);
    }

    static JsonView array(Terminal terminal) {
        return new JsonView(terminal, true);
    }

    @Override
    public void show(List<ResultReader.Result> results, long readings) {
        if (results.isEmpty()) {
            return;
        }
        PrintWriter out = terminal.writer();
        for (ResultReader.Result result : results) {
            if (array) {
                out.print(first ? "[\n" : ",\n");
            }
            out.print(result.json() + (array ? "" : "\n"));
            first = false;
        }
        out.flush();
    }

    @Override
    public void end() {
        if (array) {
            PrintWriter out = terminal.writer();
            out.print(first ? "[]\n" : "\n]\n");
            out.flush();
        }
    }
}
