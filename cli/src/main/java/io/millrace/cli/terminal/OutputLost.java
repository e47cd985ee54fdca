package io.millrace.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Results cannot be written; there is no use in going on. */
public final class OutputLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutputLost(IOException cause) {
        super(cause);
    }

    /**
     * Whether the reader of a pipe has had enough, as {@code head} has; that is no error. The
     * system's message may be in any language, so that the kind of output decides, too.
     */
    public boolean readerIsGone() {
        return String.valueOf(getCause().getMessage()).contains("Broken pipe") || isPipe();
    }

    private static boolean isPipe() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return List.of("pipe:", "socket:").stream().anyMatch(target::startsWith);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
