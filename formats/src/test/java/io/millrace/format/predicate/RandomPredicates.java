package io.millrace.format.predicate;

import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Makes predicates of every kind whose literals are values that rows have. */
public final class RandomPredicates {

    private record Leaf(FieldPath path, FieldType type) {}

    private final List<Leaf> leaves;
    private final Random random;
    private final List<Map<String, Object>> rows;

    /**
     * @param rows where literals are taken from, with values as {@code CollectedColumn} has them
     */
    public RandomPredicates(StructType schema, Random random, List<Map<String, Object>> rows) {
        this.leaves = leaves(List.of(), schema).toList();
        this.random = random;
        this.rows = rows;
    }

    private static Stream<Leaf> leaves(List<String> before, StructType type) {
        return type.fields().stream().flatMap(field -> leaves(before, field));
    }

    private static Stream<Leaf> leaves(List<String> before, Field field) {
        List<String> names = new ArrayList<>(before);
        names.add(field.name());
        Leaf leaf = new Leaf(new FieldPath(names), field.type());
        return field.type() instanceof StructType struct
                ? Stream.concat(Stream.of(leaf), leaves(names, struct))
                : Stream.of(leaf);
    }

    /** Predicates that are to be true together. */
    public List<RowPredicate> conjuncts() {
        return Stream.generate(() -> next(2)).limit(1 + random.nextInt(3)).toList();
    }

    private RowPredicate next(int depth) {
        int kind = random.nextInt(depth == 0 ? 6 : 9);
        return switch (kind) {
            case 6 -> new RowPredicate.And(List.of(next(depth - 1), next(depth - 1)));
            case 7 -> new RowPredicate.Or(List.of(next(depth - 1), next(depth - 1)));
            case 8 -> new RowPredicate.Not(next(depth - 1));
            default -> leaf(kind);
        };
    }

    private RowPredicate leaf(int kind) {
        Leaf leaf = leaves.get(random.nextInt(leaves.size()));
        Literal literal = literal(leaf);
        if (literal == null || kind == 0) {
            RowPredicate isNull = new RowPredicate.IsNull(leaf.path());
            return random.nextInt(4) == 0 ? isNull : new RowPredicate.Not(isNull);
        } else if (kind == 1) {
            List<Literal> literals = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Literal other = literal(leaf);
                literals.add(other == null ? literal : other);
            }
            RowPredicate in = new RowPredicate.In(leaf.path(), literals);
            return random.nextInt(4) == 0
                    ? new RowPredicate.Or(List.of(in, new RowPredicate.Unknown()))
                    : in;
        } else if (kind == 2 && literal instanceof Literal.Bytes bytes) {
            int length = random.nextInt(Math.min(3, bytes.value().length + 1));
            byte[] prefix = Arrays.copyOf(bytes.value(), length);
            return new RowPredicate.StartsWith(
                    leaf.path(),
                    leaf.type() == Scalar.STRING
                            ? Literal.Bytes.utf8(prefix)
                            : Literal.Bytes.binary(prefix));
        }
        Relation[] relations = Relation.values();
        Relation relation = relations[random.nextInt(relations.length)];
        return new RowPredicate.Comparison(leaf.path(), relation, literal);
    }

    private Literal literal(Leaf leaf) {
        Object value = rows.get(random.nextInt(rows.size()));
        for (String name : leaf.path().names()) {
            value = value == null ? null : ((Map<?, ?>) value).get(name);
        }
        if (value instanceof Boolean truth) {
            return new Literal.Whole(truth ? 1 : 0);
        } else if (value instanceof Float || value instanceof Double) {
            return new Literal.Real(((Number) value).doubleValue());
        } else if (value instanceof BigDecimal decimal) {
            return ((DecimalType) leaf.type()).fitsLong()
                    ? new Literal.Whole(decimal.unscaledValue().longValueExact())
                    : new Literal.Big(decimal);
        } else if (value instanceof Number number) {
            return new Literal.Whole(number.longValue());
        } else if (value instanceof String text) {
            return leaf.type() == Scalar.STRING
                    ? Literal.Bytes.utf8(text)
                    : Literal.Bytes.binary(HexFormat.of().parseHex(text));
        }
        return null;
    }
}
