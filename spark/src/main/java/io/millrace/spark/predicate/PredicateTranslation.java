package io.millrace.spark.predicate;

import io.millrace.format.predicate.FieldPath;
import io.millrace.format.predicate.Literal;
import io.millrace.format.predicate.Relation;
import io.millrace.format.predicate.RowPredicate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.LiteralValue;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Spark's predicates as those that records are tested with. What a record cannot be tested with,
 * such as a function of a field, has no translation, and neither has a predicate with such a part;
 * Spark applies them all itself in any case.
 */
public final class PredicateTranslation {

    private final StructType schema;

    /**
     * @param schema the columns of the table
     */
    public PredicateTranslation(StructType schema) {
        this.schema = schema;
    }

    /** A field and its type. */
    private record Field(FieldPath path, DataType type) {}

    /** The same predicate, if records can be tested with it. */
    public Optional<RowPredicate> translate(Predicate predicate) {
        Expression[] parts = predicate.children();
        return switch (predicate.name()) {
            case "AND" -> all(parts).map(RowPredicate.And::new);
            case "OR" -> all(parts).map(RowPredicate.Or::new);
            case "NOT" -> part(parts[0]).map(RowPredicate.Not::new);
            case "IS_NULL" -> field(parts[0]).map(f -> new RowPredicate.IsNull(f.path()));
            case "IS_NOT_NULL" ->
                    field(parts[0])
                            .map(f -> new RowPredicate.Not(new RowPredicate.IsNull(f.path())));
            case "STARTS_WITH" -> startsWith(parts);
            case "IN" -> in(parts);
            case "=" -> comparison(parts, Relation.EQUAL);
            case "<>" -> comparison(parts, Relation.NOT_EQUAL);
            case "<" -> comparison(parts, Relation.LESS);
            case "<=" -> comparison(parts, Relation.LESS_OR_EQUAL);
            case ">" -> comparison(parts, Relation.GREATER);
            case ">=" -> comparison(parts, Relation.GREATER_OR_EQUAL);
            case "<=>" -> same(parts);
            default -> Optional.empty();
        };
    }

    private Optional<List<RowPredicate>> all(Expression[] parts) {
        List<RowPredicate> translated = new ArrayList<>();
        for (Expression part : parts) {
            Optional<RowPredicate> one = part(part);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            translated.add(one.get());
        }
        return Optional.of(translated);
    }

    private Optional<RowPredicate> part(Expression part) {
        return part instanceof Predicate predicate ? translate(predicate) : Optional.empty();
    }

    private Optional<RowPredicate> comparison(Expression[] parts, Relation relation) {
        return compared(
                parts,
                relation,
                (side, literal) ->
                        literal.value() == null
                                ? Optional.of(new RowPredicate.Unknown())
                                : literal(literal, side.field().type())
                                        .map(
                                                value ->
                                                        new RowPredicate.Comparison(
                                                                side.field().path(),
                                                                side.relation(),
                                                                value)));
    }

    /** Equal, or both null; never unknown. */
    private Optional<RowPredicate> same(Expression[] parts) {
        return compared(
                parts,
                Relation.EQUAL,
                (side, literal) -> {
                    RowPredicate isNull = new RowPredicate.IsNull(side.field().path());
                    if (literal.value() == null) {
                        return Optional.of(isNull);
                    }
                    return literal(literal, side.field().type())
                            .map(
                                    value ->
                                            new RowPredicate.And(
                                                    List.of(
                                                            new RowPredicate.Not(isNull),
                                                            new RowPredicate.Comparison(
                                                                    side.field().path(),
                                                                    Relation.EQUAL,
                                                                    value))));
                });
    }

    private record Side(Field field, Relation relation) {}

    private interface Comparing {
        Optional<RowPredicate> with(Side side, LiteralValue<?> literal);
    }

    private Optional<RowPredicate> compared(
            Expression[] parts, Relation relation, Comparing comparing) {
        if (parts[1] instanceof LiteralValue<?> literal) {
            return field(parts[0]).flatMap(f -> comparing.with(new Side(f, relation), literal));
        } else if (parts[0] instanceof LiteralValue<?> literal) {
            return field(parts[1])
                    .flatMap(f -> comparing.with(new Side(f, relation.mirrored()), literal));
        }
        return Optional.empty();
    }

    private Optional<RowPredicate> in(Expression[] parts) {
        return field(parts[0]).flatMap(field -> in(field, List.of(parts).subList(1, parts.length)));
    }

    /** A null in the list makes unknown what would be false. */
    private static Optional<RowPredicate> in(Field field, List<Expression> list) {
        List<Literal> literals = new ArrayList<>();
        boolean unknown = false;
        for (Expression element : list) {
            if (!(element instanceof LiteralValue<?> literal)) {
                return Optional.empty();
            } else if (literal.value() == null) {
                unknown = true;
                continue;
            }
            Optional<Literal> value = literal(literal, field.type());
            if (value.isEmpty() || isZero(value.get())) {
                return Optional.empty();
            }
            literals.add(value.get());
        }
        RowPredicate in = new RowPredicate.In(field.path(), literals);
        return Optional.of(
                unknown ? new RowPredicate.Or(List.of(in, new RowPredicate.Unknown())) : in);
    }

    /** Whether 0.0 and -0.0 are both in a list depends on how Spark looks them up. */
    private static boolean isZero(Literal literal) {
        return literal instanceof Literal.Real real && real.value() == 0;
    }

    private Optional<RowPredicate> startsWith(Expression[] parts) {
        if (!(parts[1] instanceof LiteralValue<?> literal)) {
            return Optional.empty();
        }
        return field(parts[0])
                .filter(field -> LiteralTranslation.isPlainString(field.type()))
                .filter(field -> literal.value() instanceof UTF8String)
                .map(
                        field ->
                                new RowPredicate.StartsWith(
                                        field.path(),
                                        Literal.Bytes.utf8(
                                                ((UTF8String) literal.value()).getBytes())));
    }

    private static Optional<Literal> literal(LiteralValue<?> literal, DataType type) {
        return literal.dataType().equals(type)
                ? LiteralTranslation.of(literal.value(), type)
                : Optional.empty();
    }

    /** A field that is there once, within nothing but structs. */
    private Optional<Field> field(Expression expression) {
        if (!(expression instanceof NamedReference reference)) {
            return Optional.empty();
        }
        DataType type = schema;
        for (String name : reference.fieldNames()) {
            if (!(type instanceof StructType struct)) {
                return Optional.empty();
            }
            List<StructField> fields =
                    Arrays.stream(struct.fields()).filter(f -> f.name().equals(name)).toList();
            if (fields.size() != 1) {
                return Optional.empty();
            }
            type = fields.get(0).dataType();
        }
        return Optional.of(new Field(new FieldPath(List.of(reference.fieldNames())), type));
    }
}
