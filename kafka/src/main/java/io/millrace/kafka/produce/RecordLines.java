package io.millrace.kafka.produce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads one record from each line: its value, or its key and its value. */
final class RecordLines {

    private final LineReader lines;
    private final byte[] separator;
    private final byte[] nullMarker;
    private byte[] key;
    private byte[] value;

    /**
     * @param separator what stands between key and value; without it a line is all value
     * @param nullMarker what a key or value is written as if it is null
     */
    RecordLines(
            InputStream in, int limit, Optional<String> separator, Optional<String> nullMarker) {
        this.lines = new LineReader(in, limit);
        this.separator = bytes(separator);
        this.nullMarker = bytes(nullMarker);
    }

    /**
     * Goes to the next record.
     *
     * @return false at the end
     * @throws io.millrace.common.error.MillraceException LINE_TOO_LONG or LINE_WITHOUT_KEY
     */
    boolean next() throws IOException {
        if (!lines.next()) {
            return false;
        }
        byte[] buffer = lines.buffer();
        int from = lines.start();
        int to = from + lines.length();
        if (separator != null) {
            int found = indexOfSeparator(buffer, from, to);
            if (found < 0) {
                throw ProduceError.LINE_WITHOUT_KEY.exception(
                        lines.number(), new String(separator, StandardCharsets.UTF_8));
            }
            key = field(buffer, from, found);
            from = found + separator.length;
        }
        value = field(buffer, from, to);
        return true;
    }

    /** The key of the record, or null. */
    byte[] key() {
        return key;
    }

    /** The value of the record, or null. */
    byte[] value() {
        return value;
    }

    private byte[] field(byte[] buffer, int from, int to) {
        boolean isNull =
                nullMarker != null
                        && Arrays.equals(buffer, from, to, nullMarker, 0, nullMarker.length);
        return isNull ? null : Arrays.copyOfRange(buffer, from, to);
    }

    private int indexOfSeparator(byte[] buffer, int from, int to) {
        int length = separator.length;
        for (int i = from; i <= to - length; i++) {
            if (buffer[i] == separator[0]
                    && Arrays.equals(buffer, i, i + length, separator, 0, length)) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] bytes(Optional<String> text) {
        return text.map(t -> t.getBytes(StandardCharsets.UTF_8)).orElse(null);
    }
}
