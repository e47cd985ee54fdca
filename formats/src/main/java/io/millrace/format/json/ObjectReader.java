package io.millrace.format.json;

import static io.millrace.format.json.ValueReader.NOT_PLAIN;

import java.util.Arrays;
import java.util.List;

/**
 * Reads objects whose fields have columns. Fields that no column wants are skipped, columns without
 * a field get null, and of fields with the same name the last one counts.
 *
 * <p>Fields are expected in the order in which the last object had them; a name is looked up only
 * when another than the expected one comes.
 */
final class ObjectReader {

    /** By position in the struct. */
    private final ValueReader[] readers;

    private final FieldNames names;
    private final ValueSkipper skipper;

    /** Null where every object is wanted. */
    private final RowGuard guard;

    /** Its successor is the first field of the last object. */
    private final FieldName start = FieldName.none();

    /** A bit for each position that the current object has had a field for. */
    private final long[] seen;

    ObjectReader(ValueReader[] readers, List<FieldName> wanted, ReaderTools tools) {
        this(readers, wanted, tools, null);
    }

    /**
     * Makes a reader of root objects.
     *
     * @param guard tests them while they are read
     */
    ObjectReader(ValueReader[] readers, List<FieldName> wanted, ReaderTools tools, RowGuard guard) {
        this.readers = readers;
        this.guard = guard;
        names = new FieldNames(wanted, tools.text());
        skipper = tools.skipper();
        seen = new long[(readers.length + Long.SIZE - 1) / Long.SIZE];
    }

    /**
     * Reads the object whose opening brace is at this position.
     *
     * @return the position after the closing brace, or {@code NOT_PLAIN}
     */
    int read(byte[] data, int brace, int end, int row) {
        Arrays.fill(seen, 0);
        int at = Whitespace.skip(data, brace + 1, end);
        if (at >= end) {
            return NOT_PLAIN;
        }
        int next = data[at] == '}' ? at + 1 : readFields(data, at, end, row);
        if (next >= 0 && (guard == null || !guard.hasFailed())) {
            putMissing(row);
            if (guard != null) {
                guard.finish(row);
            }
        }
        return next;
    }

    /** Puts null into every column. */
    void putNulls(int row) {
        for (ValueReader reader : readers) {
            reader.column.putNull(row);
        }
        if (guard != null) {
            guard.finish(row);
        }
    }

    private int readFields(byte[] data, int from, int end, int row) {
        FieldName name = start;
        int at = from;
        while (true) {
            FieldName expected = name.next;
            int next = expected.match(data, at, end);
            if (next < 0) {
                next = names.read(data, at, end);
                if (next < 0) {
                    return NOT_PLAIN;
                }
                expected = names.found();
                name.next = expected;
            }
            name = expected;
            next = Whitespace.skip(data, next, end);
            if (next >= end || data[next] != ':') {
                return NOT_PLAIN;
            }
            next = Whitespace.skip(data, next + 1, end);
            if (next >= end) {
                return NOT_PLAIN;
            }
            at = readValue(name, data, next, end, row);
            if (at < 0) {
                return NOT_PLAIN;
            }
            at = Whitespace.skip(data, at, end);
            if (at >= end || data[at] != ',') {
                return at < end && data[at] == '}' ? at + 1 : NOT_PLAIN;
            }
            at = Whitespace.skip(data, at + 1, end);
        }
    }

    private int readValue(FieldName name, byte[] data, int at, int end, int row) {
        if (name.reader == null) {
            return skipper.skip(data, at, end);
        }
        if (guard != null && guard.passesOver(name.position, data[at])) {
            return skipper.skip(data, at, end);
        }
        seen[name.position >> 6] |= 1L << name.position;
        int next = name.reader.readNullable(data, at, end, row);
        if (guard != null && next >= 0) {
            guard.afterReading(name.position, row);
        }
        return next;
    }

    private void putMissing(int row) {
        for (int word = 0; word < seen.length; word++) {
            int positions = Math.min(readers.length - word * Long.SIZE, Long.SIZE);
            long missing = ~seen[word] & -1L >>> (Long.SIZE - positions);
            while (missing != 0) {
                int position = word * Long.SIZE + Long.numberOfTrailingZeros(missing);
                readers[position].column.putNull(row);
                missing &= missing - 1;
            }
        }
    }
}
