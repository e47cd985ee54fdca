package io.millrace.cli.terminal;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Shows on standard error how far long work has come: at a terminal one line that changes,
 * elsewhere a line every ten seconds, and nothing for work that is done before.
 */
public final class Progress implements AutoCloseable {

    private static final Duration AT_TERMINAL = Duration.ofMillis(500);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final Supplier<String> text;
    private final ScreenSize size;
    private final Thread thread;
    private boolean shown;

    private Progress(Terminal terminal, Supplier<String> text, ScreenSize size) {
        this.terminal = terminal;
        this.text = text;
        this.size = size;
        this.thread = new Thread(this::run, "progress");
        thread.setDaemon(true);
    }

    /**
     * Starts to show progress.
     *
     * @param text what to show now; called from another thread
     */
    public static Progress start(Terminal terminal, Supplier<String> text) {
        return start(terminal, text, ScreenSize.ofTerminal());
    }

    /** Shows nothing. */
    public static Progress none(Terminal terminal) {
        return new Progress(terminal, () -> "", ScreenSize.ofTerminal());
    }

    static Progress start(Terminal terminal, Supplier<String> text, ScreenSize size) {
        Progress progress = new Progress(terminal, text, size);
        progress.thread.start();
        return progress;
    }

    private void run() {
        boolean person = terminal.kind().err();
        try {
            while (true) {
                Thread.sleep((person ? AT_TERMINAL : ELSEWHERE).toMillis());
                if (person) {
                    shown = true;
                    terminal.err().print(Terminal.CLEAR_LINE + size.cut(text.get()));
                    terminal.err().flush();
                } else {
                    terminal.err().println(text.get());
                }
            }
        } catch (InterruptedException e) {
            // The work is done.
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it, and takes the changing line away. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (shown) {
            terminal.err().print(Terminal.CLEAR_LINE);
            terminal.err().flush();
        }
    }
}
