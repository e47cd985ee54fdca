package io.millrace.format.predicate;

import io.millrace.format.predicate.RowPredicate.Comparison;
import io.millrace.format.predicate.RowPredicate.In;
import io.millrace.format.predicate.RowPredicate.IsNull;
import io.millrace.format.predicate.RowPredicate.Not;
import io.millrace.format.predicate.RowPredicate.StartsWith;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which records a decoder may skip.
 *
 * @param conjuncts the predicate that a row must satisfy: all of these must be true. Those that
 *     follow from others are left out
 * @param rule what is made of records that are rejected and malformed
 */
public record RowSelection(List<RowPredicate> conjuncts, Rule rule) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Takes every record. */
    public static final RowSelection ALL = new RowSelection(List.of(), Rule.BY_TESTED_FIELDS);

    public RowSelection {
        conjuncts = withoutImplied(conjuncts);
    }

    /** Spark asks for each field that is compared whether it is null, too; the comparison tells. */
    private static List<RowPredicate> withoutImplied(List<RowPredicate> conjuncts) {
        Set<FieldPath> present =
                conjuncts.stream()
                        .flatMap(conjunct -> comparedField(conjunct).stream())
                        .collect(Collectors.toSet());
        return conjuncts.stream()
                .filter(
                        conjunct ->
                                !(conjunct instanceof Not not
                                        && not.part() instanceof IsNull isNull
                                        && present.contains(isNull.field())))
                .toList();
    }

    /** The field that is not null where this is true. */
    private static Optional<FieldPath> comparedField(RowPredicate predicate) {
        if (predicate instanceof Comparison comparison) {
            return Optional.of(comparison.field());
        } else if (predicate instanceof In in) {
            return Optional.of(in.field());
        } else if (predicate instanceof StartsWith startsWith) {
            return Optional.of(startsWith.field());
        }
        return Optional.empty();
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
