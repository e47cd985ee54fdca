package io.millrace.cli;

import io.millrace.cli.output.JsonText;
import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.terminal.Terminal;
import io.millrace.common.error.MillraceException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes an error to standard error: {@code error: [CODE] text}, or with JSON output an object in
 * one line.
 */
final class ErrorPrinter {

    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final Terminal terminal;

    ErrorPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(MillraceException error, OutputFormat format, int exitCode) {
        if (format == OutputFormat.TABLE) {
            boolean colour = terminal.kind().colourOnErr();
            String label = colour ? RED + "error:" + PLAIN : "error:";
            terminal.err().println(label + " " + error.getMessage());
            return;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", error.code().name());
        fields.put("category", error.code().category().name());
        fields.put("retriable", error.code().retriable());
        fields.put("exitCode", exitCode);
        fields.put("message", error.text());
        try {
            JsonText.writeLine(terminal.err(), Map.of("error", fields));
        } catch (IOException e) {
            terminal.err().println("error: " + error.getMessage());
        }
    }
}
