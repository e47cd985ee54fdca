package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import java.util.Arrays;

/** Reads bytes from strings in the basic alphabet of Base64 with padding (RFC 4648, section 4). */
final class BinaryReader extends ValueReader {

    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** The six bits of each character; negative for all others. */
    private static final int[] SIX_BITS = new int[128];

    static {
        Arrays.fill(SIX_BITS, -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            SIX_BITS[ALPHABET.charAt(i)] = i;
        }
    }

    private final Scratch scratch;

    BinaryReader(ColumnSink column, Scratch scratch) {
        super(column);
        this.scratch = scratch;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        if (data[at] != '"') {
            return NOT_PLAIN;
        }
        int from = at + 1;
        int to = QuotedText.plainEnd(data, from, end);
        if (to >= end || data[to] != '"' || (to - from) % 4 != 0) {
            return NOT_PLAIN;
        }
        int padding = padding(data, from, to);
        byte[] target = scratch.room((to - from) / 4 * 3);
        int size = 0;
        for (int group = from; group < to; group += 4) {
            int bits = group(data, group, group + 4 == to ? padding : 0);
            if (bits < 0) {
                return NOT_PLAIN;
            }
            target[size++] = (byte) (bits >> 16);
            target[size++] = (byte) (bits >> 8);
            target[size++] = (byte) bits;
        }
        column.putBytes(row, target, 0, size - padding);
        return to + 1;
    }

    private static int padding(byte[] data, int from, int to) {
        if (to == from || data[to - 1] != '=') {
            return 0;
        }
        return data[to - 2] == '=' ? 2 : 1;
    }

    /**
     * The 24 bits of four characters, or a negative number; bits under the padding must be zero.
     */
    private static int group(byte[] data, int at, int padding) {
        int third = padding == 2 ? 0 : SIX_BITS[data[at + 2]];
        int fourth = padding > 0 ? 0 : SIX_BITS[data[at + 3]];
        int bits = SIX_BITS[data[at]] << 18 | SIX_BITS[data[at + 1]] << 12 | third << 6 | fourth;
        return (bits & (1 << 8 * padding) - 1) == 0 ? bits : -1;
    }
}
