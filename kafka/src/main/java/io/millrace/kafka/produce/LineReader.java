package io.millrace.kafka.produce;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream of bytes into lines, and makes neither text nor copies of them. A line ends with
 * a line feed, which is not part of it; a carriage return is. The last line needs no line feed.
 * Reads no further than it must, so that a line typed by hand is there at once.
 */
final class LineReader {

    private static final int BLOCK = 256 * 1024;

    private final InputStream in;
    private final int limit;
    private byte[] buffer = new byte[BLOCK];
    private int start;
    private int end;
    private int scanned;
    private int filled;
    private boolean exhausted;
    private long number;

    /**
     * @param limit the most bytes that a line may have
     */
    LineReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /**
     * Goes to the next line.
     *
     * @return false at the end of the stream
     * @throws io.millrace.common.error.MillraceException LINE_TOO_LONG
     */
    boolean next() throws IOException {
        number++;
        start = scanned;
        while (true) {
            byte[] bytes = buffer;
            int to = filled;
            for (int i = scanned; i < to; i++) {
                if (bytes[i] == '\n') {
                    scanned = i + 1;
                    return lineUpTo(i);
                }
            }
            scanned = to;
            if (exhausted) {
                return filled > start && lineUpTo(filled);
            }
            if (filled - start > limit) {
                throw ProduceError.LINE_TOO_LONG.exception(number, limit);
            }
            fill();
        }
    }

    private boolean lineUpTo(int position) {
        end = position;
        if (length() > limit) {
            throw ProduceError.LINE_TOO_LONG.exception(number, limit);
        }
        return true;
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            scanned -= start;
            filled -= start;
            start = 0;
        } else if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            exhausted = true;
        } else {
            filled += count;
        }
    }

    /** Holds the line until the next call of {@link #next}. */
    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return end - start;
    }

    /** The number of the line, from 1. */
    long number() {
        return number;
    }
}
