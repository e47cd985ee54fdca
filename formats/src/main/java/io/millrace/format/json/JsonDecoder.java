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
        return isPlain(root, data, offset, length, row)
                ? Outcome.DECODED
                : fallback.decode(data, offset, length, row);
    }

    /** Whether a document is plain, and then read. What follows its object does not matter. */
    static boolean isPlain(ObjectReader root, byte[] data, int offset, int length, int row) {
        if (length > MAX_LENGTH) {
            return false;
        }
        int end = offset + length;
        int at = Whitespace.skip(data, offset, end);
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
