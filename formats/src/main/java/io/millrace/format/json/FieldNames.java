package io.millrace.format.json;

import static io.millrace.format.json.ValueReader.NOT_PLAIN;

import java.util.Arrays;
import java.util.List;

/**
 * The names that fields of one object have: those that are asked for, and the first others that
 * turn up, so that these are recognized as fast.
 */
final class FieldNames {

    /** How many names of unwanted fields are kept. Documents decide on them, hence the limit. */
    private static final int MAX_LEARNT = 256;

    private static final int MAX_LEARNT_LENGTH = 256;

    private final FieldName[] table;
    private final DecodedText text;
    private final FieldName stranger = FieldName.none();

    private int learnt;
    private FieldName found = stranger;

    FieldNames(List<FieldName> wanted, DecodedText text) {
        this.text = text;
        table = new FieldName[4 * Integer.highestOneBit(wanted.size() + MAX_LEARNT)];
        wanted.forEach(this::add);
    }

    /** The name that {@link #read} has read last. */
    FieldName found() {
        return found;
    }

    /**
     * Reads any name.
     *
     * @param at where the name's opening quote should be
     * @return the position after the closing quote, or {@code NOT_PLAIN}
     */
    int read(byte[] data, int at, int end) {
        if (at >= end || data[at] != '"') {
            return NOT_PLAIN;
        }
        int next = text.read(data, at + 1, end);
        if (next < 0 || next - at - 2 > FieldName.MAX_LENGTH) {
            return NOT_PLAIN;
        }
        found = find(text.bytes(), text.offset(), text.length());
        return next;
    }

    private FieldName find(byte[] bytes, int offset, int length) {
        int slot = slot(FieldName.hash(bytes, offset, length));
        while (table[slot] != null) {
            if (table[slot].is(bytes, offset, length)) {
                return table[slot];
            }
            slot = slot(slot + 1);
        }
        if (learnt == MAX_LEARNT || length > MAX_LEARNT_LENGTH) {
            return stranger;
        }
        learnt++;
        byte[] name = Arrays.copyOfRange(bytes, offset, offset + length);
        table[slot] = new FieldName(name, null, -1);
        return table[slot];
    }

    private void add(FieldName name) {
        int slot = slot(name.hash());
        while (table[slot] != null) {
            slot = slot(slot + 1);
        }
        table[slot] = name;
    }

    private int slot(int hash) {
        return hash & table.length - 1;
    }
}
