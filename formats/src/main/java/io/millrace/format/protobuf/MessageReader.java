package io.millrace.format.protobuf;

import io.millrace.format.protobuf.FieldReader.Taken;
import java.util.Arrays;
import java.util.SortedMap;

/**
 * Reads the fields of a message that are asked for and passes over the others. What it reads may
 * come in parts: {@link #merge} for each, then {@link #finish}.
 */
final class MessageReader {

    /** Field numbers below this one are found without a search. */
    private static final int DIRECT = 64;

    private final FieldReader[] direct;

    /** The numbers from {@link #DIRECT} on, ascending, and what reads those fields. */
    private final int[] numbers;

    private final FieldReader[] others;

    /** Everything that is to be put. */
    private final FieldReader[] columns;

    private final int depth;

    /**
     * @param columns the readers of all columns
     * @param byNumber the readers of the fields that a message may have
     * @param depth how many messages this one lies in
     */
    MessageReader(FieldReader[] columns, SortedMap<Integer, FieldReader> byNumber, int depth) {
        this.columns = columns;
        this.depth = depth;
        direct = new FieldReader[DIRECT];
        byNumber.headMap(DIRECT).forEach((number, field) -> direct[number] = field);
        SortedMap<Integer, FieldReader> rest = byNumber.tailMap(DIRECT);
        numbers = rest.keySet().stream().mapToInt(number -> number).toArray();
        others = rest.values().toArray(FieldReader[]::new);
    }

    /**
     * Reads fields up to the limit of the input or, in a group, to the end of the group.
     *
     * @param endTag the tag that ends the group, or 0
     */
    void merge(WireInput in, int endTag, int row) {
        if (depth > WireInput.MAX_DEPTH) {
            throw MalformedMessage.TOO_DEEP;
        }
        while (!in.atLimit()) {
            int tag = in.tag();
            if (tag == endTag) {
                return;
            }
            FieldReader field = find(WireInput.fieldNumber(tag));
            if (field == null || field.take(in, tag, row) == Taken.REFUSED) {
                in.skip(tag, depth);
            }
        }
        if (endTag != 0) {
            throw MalformedMessage.TRUNCATED;
        }
    }

    private FieldReader find(int number) {
        if (number < DIRECT) {
            return direct[number];
        }
        int index = numbers.length == 0 ? -1 : Arrays.binarySearch(numbers, number);
        return index < 0 ? null : others[index];
    }

    /** Puts all columns and forgets the message. */
    void finish(int row) {
        for (FieldReader column : columns) {
            column.finish(row);
        }
    }

    /** Forgets a message that is not finished. */
    void forget() {
        for (FieldReader column : columns) {
            column.forget();
        }
    }
}
