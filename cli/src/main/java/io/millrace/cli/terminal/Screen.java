package io.millrace.cli.terminal;

import java.io.PrintWriter;
import java.util.List;

/** Lines at a terminal that are written over each time; the last ones stay when it ends. */
public final class Screen {

    private static final String CURSOR_UP = "\u001b[%dA";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Terminal terminal;
    private final ScreenSize size;
    private int shown;

    public Screen(Terminal terminal) {
        this(terminal, ScreenSize.ofTerminal());
    }

    Screen(Terminal terminal, ScreenSize size) {
        this.terminal = terminal;
        this.size = size;
    }

    /** Shows these lines in place of the last ones; what does not fit is left out. */
    public void show(List<String> lines) {
        PrintWriter out = terminal.writer();
        if (shown > 0) {
            out.printf(CURSOR_UP, shown);
        }
        // The line below the last one is where the cursor rests.
        int fitting = Math.min(lines.size(), size.lines() - 1);
        for (String line : lines.subList(0, fitting)) {
            // Cleared before: behind a line as wide as the screen that would take its last letter.
            out.print("\r" + CLEAR_LINE + size.cut(line) + "\n");
        }
        out.print(CLEAR_BELOW);
        out.flush();
        shown = fitting;
    }
}
