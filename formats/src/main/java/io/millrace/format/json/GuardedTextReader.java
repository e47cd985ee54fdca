package io.millrace.format.json;

/** Reads strings into a column that a predicate looks at, and puts only those that pass. */
final class GuardedTextReader extends ValueReader {

    private final StringReader any;
    private final RowGuard guard;
    private final int position;

    GuardedTextReader(StringReader any, RowGuard guard, int position) {
        super(any.column);
        this.any = any;
        this.guard = guard;
        this.position = position;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        if (data[at] == '"') {
            int from = at + 1;
            int to = QuotedText.plainEnd(data, from, end);
            if (to < end && data[to] == '"') {
                if (guard.passes(position, data, from, to - from)) {
                    column.putBytes(row, data, from, to - from);
                }
                return to + 1;
            }
        }
        return any.read(data, at, end, row);
    }
}
