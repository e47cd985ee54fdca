package io.millrace.spark.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * Keeps a decimal with an enormous exponent, such as {@code 1e999999999}, from occupying a core for
 * hours: Spark writes such a number out digit by digit before it finds that it does not fit. What
 * Spark would find in the end is known beforehand, and is given at once.
 */
final class BoundedNumbers extends JsonParserDelegate {

    /** Beyond this, no number that Jackson accepts (1,000 digits) lies within any decimal type. */
    private static final int ENORMOUS = 10_000;

    private static final Pattern MAYBE_ENORMOUS = Pattern.compile("[-+.,0-9]+[eE][-+]?[0-9]{5,}");

    private final StructType schema;

    BoundedNumbers(JsonParser parser, StructType schema) {
        super(parser);
        this.schema = schema;
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
        return bounded(delegate.getDecimalValue());
    }

    /** Spark reads decimals from strings, too. */
    @Override
    public String getText() throws IOException {
        String text = delegate.getText();
        if (text != null
                && MAYBE_ENORMOUS.matcher(text).matches()
                && typeAt(delegate.getParsingContext()) instanceof DecimalType) {
            return bounded(new BigDecimal(text.replace(",", ""))).toString();
        }
        return text;
    }

    private static BigDecimal bounded(BigDecimal number) {
        if (number.scale() > ENORMOUS || number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        if (number.scale() < -ENORMOUS) {
            throw new ArithmeticException("a number beyond 1e" + ENORMOUS);
        }
        return number;
    }

    /** The type that the schema has for the current value of a context, or null. */
    private DataType typeAt(JsonStreamContext context) {
        if (context.inRoot()) {
            return schema;
        }
        DataType container = typeAt(context.getParent());
        if (container instanceof StructType struct && context.inObject()) {
            int field = List.of(struct.fieldNames()).indexOf(context.getCurrentName());
            return field < 0 ? null : struct.fields()[field].dataType();
        } else if (container instanceof MapType map && context.inObject()) {
            return map.valueType();
        } else if (container instanceof ArrayType array && context.inArray()) {
            return array.elementType();
        }
        return null;
    }
}
