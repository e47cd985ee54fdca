package io.millrace.format.json;

import io.millrace.format.RecordDecoder;

/** Decodes plain documents and gives all others to the fallback. */
final class JsonDecoder implements RecordDecoder {

    /** Spark's parser refuses longer strings. A record that is no longer cannot hold one. */
    static final int MAX_LENGTH = 20_000_000;

    private final ObjectReader root;
    private final RecordDecoder fallback;

    JsonDecoder(ObjectReader root, RecordDecoder fallback) {
        this.root = root;
        this.fallback = fallback;
    }

    @Override
    public Outcome decode(byte[] data, int offset, int length, int row) {
        return length <= MAX_LENGTH && isPlain(data, offset, offset + length, row)
                ? Outcome.DECODED
                : fallback.decode(data, offset, length, row);
    }

    /** What follows the object does not matter. */
    private boolean isPlain(byte[] data, int from, int end, int row) {
        int at = Whitespace.skip(data, from, end);
        if (at == end) {
            root.putNulls(row);
            return true;
        }
        return data[at] == '{' && root.read(data, at, end, row) >= 0;
    }

    @Override
    public String problem() {
        return fallback.problem();
    }
}
