package io.millrace.spark.source;

import io.millrace.format.predicate.RowPredicate;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What rows of a scan must satisfy, by when it can be known. All of it must be true. Immutable.
 *
 * @param ofRecord looks at fields of the record only, and is tested before the value is decoded
 * @param ofValue looks at fields of the value only, and is tested while they are decoded
 * @param ofBoth looks at both
 */
record RowFilter(List<RowPredicate> ofRecord, List<RowPredicate> ofValue, List<RowPredicate> ofBoth)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Takes every row. */
    static final RowFilter NONE = new RowFilter(List.of(), List.of(), List.of());

    RowFilter {
        ofRecord = List.copyOf(ofRecord);
        ofValue = List.copyOf(ofValue);
        ofBoth = List.copyOf(ofBoth);
    }

    /**
     * The filter of these predicates.
     *
     * @param columns of the scan, among them every column of the predicates
     */
    static RowFilter of(List<RowPredicate> conjuncts, ReadColumns columns) {
        List<RowPredicate> ofRecord = new ArrayList<>();
        List<RowPredicate> ofValue = new ArrayList<>();
        List<RowPredicate> ofBoth = new ArrayList<>();
        for (RowPredicate conjunct : conjuncts) {
            long values =
                    conjunct.roots().stream()
                            .filter(name -> columns.find(name).orElseThrow().isValueField())
                            .count();
            if (values == 0) {
                ofRecord.add(conjunct);
            } else {
                (values == conjunct.roots().size() ? ofValue : ofBoth).add(conjunct);
            }
        }
        return new RowFilter(ofRecord, ofValue, ofBoth);
    }

    /** What is left of it where values must be decoded to the end. */
    RowFilter withoutValues() {
        return new RowFilter(ofRecord, List.of(), List.of());
    }

    /** All of it, in no particular order. */
    List<RowPredicate> conjuncts() {
        List<RowPredicate> all = new ArrayList<>(ofRecord);
        all.addAll(ofValue);
        all.addAll(ofBoth);
        return all;
    }
}
