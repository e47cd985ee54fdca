package io.millrace.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Fails in a way that writers in between, which swallow I/O errors, let through. Fails once: what
 * is written while others clean up is of no interest.
 */
final class StandardOutput extends OutputStream {

    private final OutputStream out;
    private boolean lost;

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (lost) {
            return;
        }
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            lost = true;
            throw new OutputLost(e);
        }
    }

    @Override
    public void flush() {
        if (lost) {
            return;
        }
        try {
            out.flush();
        } catch (IOException e) {
            lost = true;
            throw new OutputLost(e);
        }
    }
}
