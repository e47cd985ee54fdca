package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.predicate.RowPredicate;
import io.millrace.format.predicate.RowSelection;
import io.millrace.format.predicate.RowTest;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tests a row while its document is read, so that nothing more is decoded of one that has failed.
 *
 * <p>The parts of the predicate that look at one column are tested whenever a field of that column
 * has been read, of which the last one counts. While any of them fails, fields are passed over that
 * the predicate does not look at. Should the row pass in the end after all, because a field came
 * twice, the document is read once more.
 */
final class RowGuard {

    private static final int MAX_TESTS = Long.SIZE;

    private final StructType schema;

    /** By position in the schema, the tests that look at nothing else. */
    private final List<List<RowTest>> byPosition = new ArrayList<>();

    /** All of those again, those of one position after the other. */
    private final RowTest[] tests;

    /** By position, where its tests begin; one more at the end. */
    private final int[] firsts;

    /** By position, whether it must be read whatever the tests say. */
    private final boolean[] needed;

    private final boolean byWholeRow;

    /** Tests the row when all of it has been read. */
    private final RowTest rest;

    private final boolean hasRest;

    /** A bit for each test that fails of what has been read. */
    private long failing;

    /** A bit for each test that has been made. */
    private long made;

    private boolean testedInPlace;
    private boolean passedOver;
    private boolean readsAll;
    private boolean rejected;

    RowGuard(RowSelection selection, StructType schema, ColumnSink[] columns) {
        this.schema = schema;
        byWholeRow = selection.rule() == RowSelection.Rule.BY_WHOLE_ROW;
        needed = new boolean[columns.length];
        for (int i = 0; i < columns.length; i++) {
            byPosition.add(new ArrayList<>());
            needed[i] = byWholeRow && mayMatter(schema.fields().get(i).type());
        }
        List<RowPredicate> later = new ArrayList<>();
        int count = 0;
        for (RowPredicate conjunct : selection.conjuncts()) {
            Set<String> roots = conjunct.roots();
            roots.forEach(root -> needed[position(root)] = true);
            if (roots.size() == 1 && count < MAX_TESTS) {
                byPosition
                        .get(position(roots.iterator().next()))
                        .add(RowTest.of(conjunct, schema, columns));
                count++;
            } else {
                later.add(conjunct);
            }
        }
        firsts = new int[columns.length + 1];
        for (int i = 0; i < columns.length; i++) {
            firsts[i + 1] = firsts[i] + byPosition.get(i).size();
        }
        tests = byPosition.stream().flatMap(List::stream).toArray(RowTest[]::new);
        hasRest = !later.isEmpty();
        rest = RowTest.of(new RowPredicate.And(later), schema, columns);
    }

    private int position(String name) {
        for (int i = 0; i < schema.fields().size(); i++) {
            if (schema.fields().get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no field " + name + " in " + schema);
    }

    /** Whether the field of this column can be tested before it is put. */
    boolean testsText(int position) {
        return schema.fields().get(position).type() == Scalar.STRING
                && !byPosition.get(position).isEmpty();
    }

    void begin() {
        failing = 0;
        made = 0;
        testedInPlace = false;
        passedOver = false;
        readsAll = false;
        rejected = false;
    }

    /** From here on every field is read, and none is tested. */
    void readAll() {
        readsAll = true;
        failing = 0;
    }

    /** Whether the row is not wanted, which is known when its document has been read. */
    boolean rejects() {
        return rejected;
    }

    /** Whether a row that is wanted lacks fields that have been passed over. */
    boolean lacksFields() {
        return passedOver && !rejected;
    }

    /**
     * Whether the field of this column need not be read.
     *
     * @param first the first character of its value
     */
    boolean passesOver(int position, byte first) {
        if (failing == 0 || needed[position] || byWholeRow && (first == '{' || first == '[')) {
            return false;
        }
        passedOver = true;
        return true;
    }

    /**
     * Whether an error in a field of this type may change what Spark's parser makes of those after
     * it. It goes on in the middle of the value where it gives up within an object, an array or
     * Base64.
     */
    private static boolean mayMatter(FieldType type) {
        return type == Scalar.BINARY || !(type instanceof Scalar || type instanceof DecimalType);
    }

    /** Tests a text in place; one that fails need not be put. */
    boolean passes(int position, byte[] data, int offset, int length) {
        if (readsAll) {
            return true;
        }
        testedInPlace = true;
        boolean passes = true;
        for (int i = firsts[position]; i < firsts[position + 1]; i++) {
            passes &= note(i, tests[i].passes(data, offset, length));
        }
        return passes;
    }

    /** Tests the column of this position, which has been put unless it was tested in place. */
    void afterReading(int position, int row) {
        if (testedInPlace) {
            testedInPlace = false;
        } else if (!readsAll) {
            test(position, row);
        }
    }

    private void test(int position, int row) {
        for (int i = firsts[position]; i < firsts[position + 1]; i++) {
            note(i, tests[i].passes(row));
        }
    }

    private boolean note(int test, boolean passes) {
        long bit = 1L << test;
        made |= bit;
        failing = passes ? failing & ~bit : failing | bit;
        return passes;
    }

    /** Whether a test has failed, so that it does not matter what fields are missing. */
    boolean hasFailed() {
        rejected = failing != 0;
        return rejected;
    }

    /** Tests what is left to test when every column of the row has been put. */
    void finish(int row) {
        if (readsAll) {
            return;
        }
        long missing = ~made & all();
        while (missing != 0) {
            int test = Long.numberOfTrailingZeros(missing);
            note(test, tests[test].passes(row));
            missing &= missing - 1;
        }
        rejected = failing != 0 || hasRest && !rest.passes(row);
    }

    private long all() {
        return tests.length == 0 ? 0 : -1L >>> Long.SIZE - tests.length;
    }
}
