package io.millrace.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The three standard streams of a command and what is at their other ends. Results go to {@link
 * #out()}, everything else to {@link #err()}.
 */
public final class Terminal {

    /** Back to the start of the line, and nothing in it any more. */
    static final String CLEAR_LINE = "\r\u001b[K";

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final TerminalKind kind;

    public Terminal(InputStream in, OutputStream out, OutputStream err, TerminalKind kind) {
        this.in = in;
        this.out = new BufferedOutputStream(new StandardOutput(out), BUFFER);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.kind = kind;
    }

    public InputStream in() {
        return in;
    }

    /**
     * Where results go; buffered until flushed. Throws {@link OutputLost} when they cannot go
     * there.
     */
    public OutputStream out() {
        return out;
    }

    /** A writer of text to {@link #out()}. Flush it before others write. */
    public PrintWriter writer() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    public PrintStream err() {
        return err;
    }

    /** Writes a line to {@link #err()}, in place of a line of progress that may stand there. */
    public void note(String line) {
        err.println(kind.err() ? CLEAR_LINE + line : line);
    }

    public TerminalKind kind() {
        return kind;
    }
}
