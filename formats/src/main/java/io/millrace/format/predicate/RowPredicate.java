package io.millrace.format.predicate;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A condition on the fields of a row, in the three-valued logic of SQL: a comparison with null is
 * unknown, and a row satisfies the predicate only where it is true. Two predicates that say the
 * same in the same words are equal.
 *
 * <p>Values are ordered as Spark orders them: strings by the bytes of their UTF-8, false before
 * true, NaN equal to itself and above all other numbers, -0.0 equal to 0.0.
 */
public sealed interface RowPredicate extends Serializable {

    /** The fields it looks at. */
    Set<FieldPath> fields();

    /** The columns that these fields are in. */
    default Set<String> roots() {
        return fields().stream()
                .map(FieldPath::root)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A field compared with a literal that fits its type; unknown where the field is null. */
    record Comparison(FieldPath field, Relation relation, Literal literal) implements RowPredicate {
        private static final long serialVersionUID = 1L;

        @Override
        public Set<FieldPath> fields() {
            return Set.of(field);
        }

        @Override
        public String toString() {
            return field + " " + relation + " " + literal;
        }
    }

    /** A field that equals one of several literals; unknown where it is null. */
    record In(FieldPath field, List<Literal> literals) implements RowPredicate {
        private static final long serialVersionUID = 1L;

        public In {
            literals = List.copyOf(literals);
        }

        @Override
        public Set<FieldPath> fields() {
            return Set.of(field);
        }

        @Override
        public String toString() {
            return field
                    + " IN "
                    + literals.stream()
                            .map(Literal::toString)
                            .collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /** A field of type STRING or BINARY that begins with these bytes; unknown where it is null. */
    record StartsWith(FieldPath field, Literal.Bytes prefix) implements RowPredicate {
        private static final long serialVersionUID = 1L;

        @Override
        public Set<FieldPath> fields() {
            return Set.of(field);
        }

        @Override
        public String toString() {
            return field + " STARTS WITH " + prefix;
        }
    }

    /** Whether a field, or a struct around it, is null; never unknown. */
    record IsNull(FieldPath field) implements RowPredicate {
        private static final long serialVersionUID = 1L;

        @Override
        public Set<FieldPath> fields() {
            return Set.of(field);
        }

        @Override
        public String toString() {
            return field + " IS NULL";
        }
    }

    /** What is unknown whatever the row holds, such as a comparison with the literal null. */
    record Unknown() implements RowPredicate {
        private static final long serialVersionUID = 1L;

        @Override
        public Set<FieldPath> fields() {
            return Set.of();
        }

        @Override
        public String toString() {
            return "NULL";
        }
    }

    /** All of several predicates; true of none. */
    record And(List<RowPredicate> parts) implements RowPredicate {
        private static final long serialVersionUID = 1L;

        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public Set<FieldPath> fields() {
            return fieldsOf(parts);
        }

        @Override
        public String toString() {
            return joined(parts, " AND ");
        }
    }

    /** Any of several predicates; false of none. */
    record Or(List<RowPredicate> parts) implements RowPredicate {
        private static final long serialVersionUID = 1L;

        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public Set<FieldPath> fields() {
            return fieldsOf(parts);
        }

        @Override
        public String toString() {
            return joined(parts, " OR ");
        }
    }

    /** The opposite of a predicate; unknown where that is. */
    record Not(RowPredicate part) implements RowPredicate {
        private static final long serialVersionUID = 1L;

        @Override
        public Set<FieldPath> fields() {
            return part.fields();
        }

        @Override
        public String toString() {
            return part instanceof IsNull isNull
                    ? isNull.field() + " IS NOT NULL"
                    : "NOT (" + part + ")";
        }
    }

    private static Set<FieldPath> fieldsOf(List<RowPredicate> parts) {
        return parts.stream()
                .flatMap(part -> part.fields().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String joined(List<RowPredicate> parts, String word) {
        return parts.stream()
                .map(RowPredicate::toString)
                .collect(Collectors.joining(word, "(", ")"));
    }
}
