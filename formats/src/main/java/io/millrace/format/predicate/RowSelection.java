package io.millrace.format.predicate;

import java.io.Serializable;
import java.util.List;

/**
 * Which records a decoder may skip.
 *
 * @param conjuncts the predicate that a row must satisfy: all of these must be true
 * @param rule what is made of records that are rejected and malformed
 */
public record RowSelection(List<RowPredicate> conjuncts, Rule rule) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Takes every record. */
    public static final RowSelection ALL = new RowSelection(List.of(), Rule.BY_TESTED_FIELDS);

    public RowSelection {
        conjuncts = List.copyOf(conjuncts);
    }

    /** When a record is rejected, if it does not fit the schema in some of its fields. */
    public enum Rule {
        /**
         * If the fields that the predicate looks at can be decoded and do not satisfy it. Whether
         * the others fit the schema is not asked, just as it is not asked of fields that no query
         * wants.
         */
        BY_TESTED_FIELDS,
        /**
         * If the row that it would give without a predicate does not satisfy it. What can be read
         * of one field may depend on what is wrong with another, so doubtful records are decoded to
         * the end.
         */
        BY_WHOLE_ROW
    }

    /** Whether every record is wanted. */
    public boolean isAll() {
        return conjuncts.isEmpty();
    }

    /** All of it as one predicate. */
    public RowPredicate.And predicate() {
        return new RowPredicate.And(conjuncts);
    }
}
