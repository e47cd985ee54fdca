package io.millrace.format.predicate;

import io.millrace.format.RecordDecoder;

/** Skips records that do not satisfy a predicate, for any format. */
public final class FilteringDecoder implements RecordDecoder {

    private final RecordDecoder tested;
    private final RowTest test;
    private final RecordDecoder all;

    private FilteringDecoder(RecordDecoder tested, RowTest test, RecordDecoder all) {
        this.tested = tested;
        this.test = test;
        this.all = all;
    }

    /**
     * Decodes the fields of the predicate first, and the others only of a record that satisfies it:
     * the rule {@link RowSelection.Rule#BY_TESTED_FIELDS}.
     *
     * @param tested decodes the columns of the predicate
     * @param all decodes all columns
     */
    public static RecordDecoder testingFirst(
            RecordDecoder tested, RowTest test, RecordDecoder all) {
        return new FilteringDecoder(tested, test, all);
    }

    /**
     * Decodes all fields, then tests the row. A malformed record is never skipped. Serves both
     * rules where the predicate looks at every column, and otherwise {@link
     * RowSelection.Rule#BY_WHOLE_ROW}.
     */
    public static RecordDecoder testingLast(RecordDecoder all, RowTest test) {
        return new FilteringDecoder(all, test, all);
    }

    @Override
    public Outcome decode(byte[] data, int offset, int length, int row) {
        Outcome outcome = tested.decode(data, offset, length, row);
        if (outcome == Outcome.DECODED && !test.passes(row)) {
            return Outcome.SKIPPED;
        }
        return tested == all ? outcome : all.decode(data, offset, length, row);
    }

    @Override
    public String problem() {
        return all.problem();
    }
}
