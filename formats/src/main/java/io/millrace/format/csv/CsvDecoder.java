package io.millrace.format.csv;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes plain lines and gives all others to the fallback. */
final class CsvDecoder implements RecordDecoder {

    /** The first byte of a byte order mark. */
    private static final byte MARK = (byte) 0xEF;

    /** By position up to the last one that is asked for; null where nobody asks. */
    private final FieldReader[] readers;

    private final ColumnSink[] columns;

    /** Whether all values are asked for. Only then does it matter how many a line has. */
    private final boolean complete;

    private final FieldEnds ends;
    private final byte quote;
    private final byte[] nullText;
    private final RecordDecoder fallback;

    CsvDecoder(
            CsvFormat format,
            FieldReader[] readers,
            ColumnSink[] columns,
            boolean complete,
            RecordDecoder fallback) {
        this.readers = readers;
        this.columns = columns;
        this.complete = complete;
        this.fallback = fallback;
        ends = new FieldEnds(format);
        quote = (byte) format.quote();
        nullText = format.nullText().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Outcome decode(byte[] data, int offset, int length, int row) {
        boolean plain =
                length > 0 && data[offset] != MARK && isPlain(data, offset, offset + length, row);
        return plain ? Outcome.DECODED : fallback.decode(data, offset, length, row);
    }

    private boolean isPlain(byte[] data, int start, int end, int row) {
        int at = start;
        for (int position = 0; position < readers.length; position++) {
            boolean quoted = at < end && data[at] == quote;
            int from = quoted ? at + 1 : at;
            int to = quoted ? ends.quoted(data, from, end) : ends.unquoted(data, from, end);
            if (to < 0 || !read(position, data, from, to, quoted, row)) {
                return false;
            }
            int next = quoted ? to + 1 : to;
            if (next == end) {
                return finish(position + 1, row);
            }
            at = next + 1;
        }
        return !complete;
    }

    private boolean read(int position, byte[] data, int from, int to, boolean quoted, int row) {
        FieldReader reader = readers[position];
        if (reader == null) {
            return true;
        }
        if (from == to && quoted && nullText.length > 0) {
            return false;
        }
        if (from == to || isNull(data, from, to)) {
            columns[position].putNull(row);
            return true;
        }
        return reader.read(data, from, to, row);
    }

    private boolean isNull(byte[] data, int from, int to) {
        return nullText.length > 0 && Arrays.equals(data, from, to, nullText, 0, nullText.length);
    }

    /** What a line has no values for is null, unless all of them are asked for. */
    private boolean finish(int count, int row) {
        if (complete) {
            return count == readers.length;
        }
        for (int position = count; position < readers.length; position++) {
            if (readers[position] != null) {
                columns[position].putNull(row);
            }
        }
        return true;
    }

    @Override
    public String problem() {
        return fallback.problem();
    }
}
