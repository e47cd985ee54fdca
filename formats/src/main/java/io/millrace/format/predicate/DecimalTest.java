package io.millrace.format.predicate;

import java.math.BigDecimal;

/** Compares decimals of more than 18 digits. */
final class DecimalTest extends FieldTest {

    private final Relation relation;
    private final BigDecimal literal;

    DecimalTest(Field field, Relation relation, BigDecimal literal) {
        super(field);
        this.relation = relation;
        this.literal = literal;
    }

    @Override
    boolean holds(int row) {
        return relation.holds(column.decimal(row).compareTo(literal));
    }
}
