package io.millrace.format.predicate;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** What a predicate is of a row, worked out in the simplest way: null where it is unknown. */
public final class PlainEvaluation {

    private PlainEvaluation() {}

    public static Boolean of(RowPredicate predicate, Map<String, Object> row) {
        if (predicate instanceof RowPredicate.And and) {
            Boolean all = true;
            for (RowPredicate part : and.parts()) {
                Boolean next = of(part, row);
                if (Boolean.FALSE.equals(next) || Boolean.FALSE.equals(all)) {
                    all = false;
                } else if (next == null) {
                    all = null;
                }
            }
            return all;
        } else if (predicate instanceof RowPredicate.Or or) {
            RowPredicate none =
                    new RowPredicate.And(
                            or.parts().stream().<RowPredicate>map(RowPredicate.Not::new).toList());
            return of(new RowPredicate.Not(none), row);
        } else if (predicate instanceof RowPredicate.Not not) {
            Boolean part = of(not.part(), row);
            return part == null ? null : !part;
        } else if (predicate instanceof RowPredicate.IsNull isNull) {
            return value(isNull.field(), row) == null;
        } else if (predicate instanceof RowPredicate.Unknown) {
            return null;
        }
        Object value = value(predicate.fields().iterator().next(), row);
        return value == null ? null : ofValue(predicate, value);
    }

    private static Object value(FieldPath path, Map<String, Object> row) {
        Object value = row;
        for (String name : path.names()) {
            value = value == null ? null : ((Map<?, ?>) value).get(name);
        }
        return value;
    }

    private static Boolean ofValue(RowPredicate predicate, Object value) {
        if (predicate instanceof RowPredicate.In in) {
            return in.literals().stream().anyMatch(literal -> order(value, literal) == 0);
        } else if (predicate instanceof RowPredicate.StartsWith startsWith) {
            byte[] prefix = startsWith.prefix().value();
            byte[] bytes = bytes(value, startsWith.prefix());
            return bytes.length >= prefix.length
                    && Arrays.equals(Arrays.copyOf(bytes, prefix.length), prefix);
        }
        RowPredicate.Comparison comparison = (RowPredicate.Comparison) predicate;
        int order = order(value, comparison.literal());
        return switch (comparison.relation()) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private static byte[] bytes(Object value, Literal.Bytes like) {
        String text = (String) value;
        return like.toString().startsWith("X")
                ? HexFormat.of().parseHex(text)
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private static int order(Object value, Literal literal) {
        if (literal instanceof Literal.Bytes bytes) {
            return Arrays.compareUnsigned(bytes(value, bytes), bytes.value());
        } else if (literal instanceof Literal.Real real) {
            double number = ((Number) value).doubleValue();
            return number == real.value() ? 0 : Double.compare(number, real.value());
        } else if (literal instanceof Literal.Big big) {
            return ((BigDecimal) value).compareTo(big.value());
        }
        long whole =
                value instanceof Boolean truth
                        ? (truth ? 1 : 0)
                        : value instanceof BigDecimal decimal
                                ? decimal.unscaledValue().longValueExact()
                                : ((Number) value).longValue();
        return Long.compare(whole, ((Literal.Whole) literal).value());
    }
}
