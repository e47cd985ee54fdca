package io.millrace.format.predicate;

import io.millrace.format.ColumnSink;
import io.millrace.format.ColumnSource;
import io.millrace.format.predicate.FieldTest.Field;
import io.millrace.format.predicate.RowPredicate.And;
import io.millrace.format.predicate.RowPredicate.Comparison;
import io.millrace.format.predicate.RowPredicate.In;
import io.millrace.format.predicate.RowPredicate.IsNull;
import io.millrace.format.predicate.RowPredicate.Not;
import io.millrace.format.predicate.RowPredicate.Or;
import io.millrace.format.predicate.RowPredicate.StartsWith;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.StructType;
import java.util.ArrayList;
import java.util.List;

/** Makes the tests of one set of columns. */
final class TestBuilder {

    private final StructType schema;
    private final ColumnSink[] columns;

    TestBuilder(StructType schema, ColumnSink[] columns) {
        this.schema = schema;
        this.columns = columns;
    }

    RowTest test(RowPredicate predicate) {
        if (predicate instanceof And and) {
            return new CombinedTest.All(tests(and.parts()));
        } else if (predicate instanceof Or or) {
            return new CombinedTest.Any(tests(or.parts()));
        } else if (predicate instanceof Not not && not.part() instanceof IsNull isNull) {
            return new NullTest(find(isNull.field()), false);
        } else if (predicate instanceof Not not) {
            return new CombinedTest.Opposite(test(not.part()));
        } else if (predicate instanceof IsNull isNull) {
            return new NullTest(find(isNull.field()), true);
        } else if (predicate instanceof StartsWith startsWith) {
            return new BytesTest.Beginning(find(startsWith.field()), startsWith.prefix().value());
        } else if (predicate instanceof Comparison comparison) {
            return comparison(
                    find(comparison.field()), comparison.relation(), comparison.literal());
        } else if (predicate instanceof In in) {
            return among(find(in.field()), in.literals());
        }
        return new CombinedTest.Never();
    }

    private RowTest[] tests(List<RowPredicate> predicates) {
        return predicates.stream().map(this::test).toArray(RowTest[]::new);
    }

    private static RowTest comparison(Field field, Relation relation, Literal literal) {
        if (literal instanceof Literal.Whole whole) {
            return new WholeTest(field, relation, whole.value());
        } else if (literal instanceof Literal.Real real) {
            return new RealTest(field, relation, real.value());
        } else if (literal instanceof Literal.Big big) {
            return new DecimalTest(field, relation, big.value());
        }
        return new BytesTest(field, relation, ((Literal.Bytes) literal).value());
    }

    private static RowTest among(Field field, List<Literal> literals) {
        if (literals.stream().allMatch(Literal.Whole.class::isInstance)) {
            return new WholeTest.Among(
                    field, literals.stream().mapToLong(l -> ((Literal.Whole) l).value()).toArray());
        } else if (literals.stream().allMatch(Literal.Bytes.class::isInstance)) {
            return new BytesTest.Among(
                    field,
                    literals.stream().map(l -> ((Literal.Bytes) l).value()).toArray(byte[][]::new));
        }
        return new CombinedTest.Any(
                literals.stream()
                        .map(literal -> comparison(field, Relation.EQUAL, literal))
                        .toArray(RowTest[]::new));
    }

    private Field find(FieldPath path) {
        StructType type = schema;
        List<ColumnSource> structs = new ArrayList<>();
        ColumnSource column = null;
        for (String name : path.names()) {
            if (column != null) {
                structs.add(column);
            }
            int position = position(type, name, path);
            column = column == null ? columns[position].source() : column.field(position);
            FieldType next = type.fields().get(position).type();
            type = next instanceof StructType struct ? struct : new StructType(List.of());
        }
        return new Field(structs.toArray(ColumnSource[]::new), column);
    }

    private static int position(StructType type, String name, FieldPath path) {
        for (int i = 0; i < type.fields().size(); i++) {
            if (type.fields().get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no field " + path + " in " + type);
    }
}
