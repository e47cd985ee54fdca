package io.millrace.spark.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Lines of separated values, and such that only resemble them. */
final class RandomLines {

    private static final List<String> ODD_VALUES =
            List.of(
                    "NA",
                    "na",
                    "NaN",
                    "Inf",
                    "-Inf",
                    "+5",
                    "007",
                    "-0",
                    "-0.0",
                    "1e5",
                    "1.",
                    ".5",
                    "1f",
                    "0x10",
                    "1_000",
                    "1,5",
                    "\"\"",
                    "\"",
                    "\"a",
                    "a\"",
                    "a\"b",
                    "\"a\"b",
                    "\"a\"\"b\"",
                    "\"a\\\"b\"",
                    "\"a\\\\\"",
                    "\\",
                    "\\N",
                    "'",
                    "'x'",
                    " ",
                    "\t",
                    " 5",
                    "5 ",
                    "true ",
                    "TRUE",
                    "False",
                    "1",
                    "#x",
                    "2024-02-30",
                    "0000-01-01",
                    "2024-1-5",
                    "12:30",
                    "2024-01-05T10:00",
                    "2024-01-05 10:00:00+02:00",
                    "1700000000",
                    "99999999999999999999",
                    "1e9999",
                    "١٢",
                    "\uFEFF1",
                    "\uFFFF",
                    "ｅ",
                    "é\"",
                    "\r",
                    "\n",
                    "a\nb",
                    "\"a\nb\"",
                    "\u0000",
                    "\"a\rb\"");

    private final Random random;
    private final StructType schema;
    private final char separator;
    private final char quote;
    private final boolean odd;

    RandomLines(Random random, StructType schema, char separator, char quote, boolean odd) {
        this.random = random;
        this.schema = schema;
        this.separator = separator;
        this.quote = quote;
        this.odd = odd;
    }

    byte[] next() {
        List<String> values = new ArrayList<>();
        for (StructField field : schema.fields()) {
            values.add(value(field.dataType()));
        }
        if (odd && chance(12)) {
            values.add(random.nextInt(values.size()), "x");
        }
        if (odd && chance(12)) {
            values.remove(random.nextInt(values.size()));
        }
        String line = String.join(String.valueOf(separator), values);
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (odd && bytes.length > 0 && chance(30)) {
            bytes[random.nextInt(bytes.length)] = (byte) (0x20 + random.nextInt(0xE0));
        }
        return odd && chance(300) ? new byte[0] : bytes;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String value(DataType type) {
        if (chance(12)) {
            return "";
        }
        if (odd && chance(25)) {
            return ODD_VALUES.get(random.nextInt(ODD_VALUES.size()));
        }
        String plain = plain(type);
        boolean needsQuotes = plain.indexOf(separator) >= 0;
        return needsQuotes || chance(8) ? quote + plain + quote : plain;
    }

    private String plain(DataType type) {
        if (type.equals(DataTypes.BooleanType)) {
            return Boolean.toString(random.nextBoolean());
        } else if (type.equals(DataTypes.ByteType)) {
            return Byte.toString((byte) random.nextInt());
        } else if (type.equals(DataTypes.ShortType)) {
            return Short.toString((short) random.nextInt());
        } else if (type.equals(DataTypes.IntegerType)) {
            return Integer.toString(random.nextInt() >> random.nextInt(32));
        } else if (type.equals(DataTypes.LongType)) {
            return Long.toString(random.nextLong() >> random.nextInt(64));
        } else if (type.equals(DataTypes.FloatType)) {
            return Float.toString(Float.intBitsToFloat(random.nextInt() & 0xFF7F_FFFF));
        } else if (type.equals(DataTypes.DoubleType)) {
            return chance(3)
                    ? Double.toString(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)))
                    : random.nextInt(10_000) + "." + random.nextInt(1_000);
        } else if (type.equals(DataTypes.DateType)) {
            return date();
        } else if (type.equals(DataTypes.TimestampType)) {
            return chance(10) ? date() : date() + (chance(2) ? "T" : " ") + time() + zone();
        } else if (type.equals(DataTypes.TimestampNTZType)) {
            return date() + " " + time();
        } else if (type instanceof org.apache.spark.sql.types.DecimalType) {
            return (chance(2) ? "-" : "") + random.nextInt(100_000) + "." + random.nextInt(100);
        }
        return text();
    }

    private String date() {
        return String.format(
                java.util.Locale.ROOT,
                "%04d-%02d-%02d",
                chance(5) ? 1 + random.nextInt(9_998) : 1950 + random.nextInt(100),
                1 + random.nextInt(12),
                1 + random.nextInt(28));
    }

    private String time() {
        String time =
                String.format(
                        java.util.Locale.ROOT,
                        "%02d:%02d:%02d",
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60));
        return chance(2) ? time : time + "." + random.nextInt(1_000_000);
    }

    private String zone() {
        return switch (random.nextInt(4)) {
            case 0 -> "Z";
            case 1 -> "+05:30";
            case 2 -> "-11:00";
            default -> "";
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(14); n > 0; n--) {
            text.append(
                    switch (random.nextInt(12)) {
                        case 0 -> "é";
                        case 1 -> "漢";
                        case 2 -> "\uFF0C";
                        case 3 -> "😀";
                        case 4 -> " ";
                        case 5 -> chance(3) ? separator : '.';
                        default -> (char) ('a' + random.nextInt(26));
                    });
        }
        return text.toString();
    }
}
