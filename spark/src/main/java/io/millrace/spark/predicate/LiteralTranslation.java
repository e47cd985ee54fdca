package io.millrace.spark.predicate;

import io.millrace.format.predicate.Literal;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;

/** Spark's literals, in the form in which columns hold values of their type. */
final class LiteralTranslation {

    private LiteralTranslation() {}

    /**
     * A literal, as columns of this type are compared with it.
     *
     * @param value as Spark has it inside, not null
     */
    static Optional<Literal> of(Object value, DataType type) {
        if (type instanceof BooleanType) {
            return Optional.of(new Literal.Whole((boolean) value ? 1 : 0));
        } else if (isWhole(type)) {
            return Optional.of(new Literal.Whole(((Number) value).longValue()));
        } else if (type instanceof FloatType || type instanceof DoubleType) {
            return Optional.of(new Literal.Real(((Number) value).doubleValue()));
        } else if (type instanceof DecimalType decimal) {
            return ofDecimal(((Decimal) value).toJavaBigDecimal(), decimal);
        } else if (isPlainString(type)) {
            return Optional.of(Literal.Bytes.utf8(((UTF8String) value).getBytes()));
        } else if (type instanceof BinaryType) {
            return Optional.of(Literal.Bytes.binary((byte[]) value));
        }
        return Optional.empty();
    }

    private static boolean isWhole(DataType type) {
        return type instanceof ByteType
                || type instanceof ShortType
                || type instanceof IntegerType
                || type instanceof LongType
                || type instanceof DateType
                || type instanceof TimestampType
                || type instanceof TimestampNTZType;
    }

    /** Whether strings of this type are compared by their bytes. */
    static boolean isPlainString(DataType type) {
        return type instanceof StringType string && string.isUTF8BinaryCollation();
    }

    private static Optional<Literal> ofDecimal(BigDecimal value, DecimalType type) {
        if (value.stripTrailingZeros().scale() > type.scale()) {
            return Optional.empty();
        }
        BigDecimal scaled = value.setScale(type.scale());
        if (type.precision() > Decimal.MAX_LONG_DIGITS()) {
            return Optional.of(new Literal.Big(scaled));
        }
        return scaled.precision() > type.precision()
                ? Optional.empty()
                : Optional.of(new Literal.Whole(scaled.unscaledValue().longValueExact()));
    }
}
