package io.millrace.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.format.CollectedColumn;
import io.millrace.format.schema.FieldType.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Doubles and floats are the ones that Java's own parsers find, bit by bit. */
class NearestDoubleTest {

    private static final int NUMBERS = 100_000;

    private enum Shape {
        DIGITS_AND_EXPONENT(r -> digits(r, 19) + "e" + (r.nextInt(700) - 350)),
        MANY_DIGITS(r -> digits(r, 19) + "." + digits(r, 19) + "E-" + r.nextInt(40)),
        FRACTION(r -> digits(r, 8) + "." + (r.nextBoolean() ? "000" : "") + digits(r, 17)),
        INTEGER(r -> digits(r, 22)),
        SHORTEST_DOUBLE(r -> plain(Double.longBitsToDouble(r.nextLong()))),
        SHORTEST_FLOAT(r -> plain(Float.intBitsToFloat(r.nextInt()))),
        GAUSSIAN(r -> Double.toString(Math.abs(r.nextGaussian()))),
        BETWEEN_DOUBLES(
                r -> middle(Double.longBitsToDouble(r.nextLong() & ~(1L << 62) | 1L << 61))),
        BETWEEN_SMALL_DOUBLES(r -> middle((double) (r.nextLong() >>> 11))),
        BETWEEN_FLOATS(r -> middle((float) (r.nextInt() >>> 3))),
        NEAR_A_FLOAT_MIDDLE(r -> middle((float) (r.nextInt() >>> 3)) + "000000000000000000000001");

        private final Function<Random, String> writer;

        Shape(Function<Random, String> writer) {
            this.writer = writer;
        }
    }

    private static String digits(Random random, int most) {
        BigInteger number = new BigInteger((int) (random.nextInt(most * 332) / 100.0) + 1, random);
        String text = number.toString();
        return text.length() > most ? text.substring(0, most) : text;
    }

    private static String plain(double value) {
        return Double.isFinite(value) ? Double.toString(Math.abs(value)) : "0";
    }

    private static String plain(float value) {
        return Float.isFinite(value) ? Float.toString(Math.abs(value)) : "0";
    }

    /** The decimal number in the middle between this double and the next one. */
    private static String middle(double value) {
        BigDecimal here = new BigDecimal(Math.abs(value));
        BigDecimal next = new BigDecimal(Math.nextUp(Math.abs(value)));
        String text = here.add(next).divide(BigDecimal.valueOf(2)).toPlainString();
        return text.length() > 900 ? "0" : text;
    }

    private static String middle(float value) {
        BigDecimal here = new BigDecimal(value);
        BigDecimal next = new BigDecimal(Math.nextUp(value));
        String text = here.add(next).divide(BigDecimal.valueOf(2)).toPlainString();
        return text.contains(".") ? text : text + ".0";
    }

    @ParameterizedTest
    @EnumSource
    void isTheOneThatJavaFinds(Shape shape) {
        Random random = new Random(shape.ordinal());
        ReaderTools tools = ReaderTools.of(JsonFormat.inZone(ZoneOffset.UTC));
        CollectedColumn doubles = new CollectedColumn(Scalar.DOUBLE);
        CollectedColumn floats = new CollectedColumn(Scalar.FLOAT);
        DoubleReader doubleReader = new DoubleReader(doubles, tools.number());
        FloatReader floatReader = new FloatReader(floats, tools.number());
        for (int i = 0; i < NUMBERS; i++) {
            String text = (random.nextBoolean() ? "-" : "") + shape.writer.apply(random);
            byte[] data = text.getBytes(StandardCharsets.US_ASCII);

            assertThat(doubleReader.read(data, 0, data.length, 0)).isEqualTo(data.length);
            assertThat(floatReader.read(data, 0, data.length, 0)).isEqualTo(data.length);

            boolean negativeZero = text.equals("-0");
            Object expected = negativeZero ? 0.0 : Double.parseDouble(text);
            Object expectedFloat = negativeZero ? 0.0f : Float.parseFloat(text);
            if (!expected.equals(doubles.value(0)) || !expectedFloat.equals(floats.value(0))) {
                assertThat(doubles.value(0)).as(text).isEqualTo(expected);
                assertThat(floats.value(0)).as(text).isEqualTo(expectedFloat);
            }
        }
    }
}
