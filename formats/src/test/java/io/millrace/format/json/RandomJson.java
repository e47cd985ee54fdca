package io.millrace.format.json;

import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Writes random documents for a schema, well-formed and plain ones unless it is told to be wild.
 */
final class RandomJson {

    private static final String[] SPACES = {" ", "\n", "\t", "\r\n", "  \t  "};
    private static final String[] OTHER_NAMES =
            "u unknown it lo str2 a_rather_long_name_of_a_field e ü \\u0075x".split(" ");
    private static final String[] LETTERS =
            """
            a|b|Z|0| |/|'|{|]|:|,|~|\u007f|é|ß|€|漢|\uD83D\uDE00|\\n|\\"|\\\\|\\/|\\b|\\f|\\r|\\t|\
            \\u0041|\\u00e9|\\u20AC|\\u0000|\\ud83d\\ude00|plain text of some length """
                    .split("\\|");
    private static final String[] ODD_VALUES =
            """
            1.0|-0|-0.0|0|1e5|1E-7|1e400|-1e400|1e-400|12345678901234567890|9223372036854775807|200|\
            9223372036854775808|-9223372036854775808|2147483648|-129|255|256|40000|NaN|Infinity|\
            -INF|-Infinity|+1|01|1.|.5|1e|--1|0x10|tru|nul|truex|""|"NaN"|" 2024-01-01"|"1"|\
            "2024-1-1"|"2024-02-30"|"2024-01-01T"|"2024-01-01T10"|"10000-01-01"|"-0001-01-01"|\
            "2024-01-01 24:00:00"|"2024-01-01 10:00:00."|"+2024-01-01"|"2024-01-01 10:00:00+19:00"|\
            "2024-01-01 10:00:00.1234567891"|"\\ud83d"|"2024-01-01 10:00:00+0100"|"QQ"|"QR=="|"12,5"|\
            "2024-01-01 10:00:00 UTC"|"2024-01-01T10:00:00z"|"QQ==QQ=="|"Q Q="|"="|"\\u0051Q=="|\
            "\\ude00\\ud83d"|"\\x"|"\\u12g4"|"\\'"|'x'|[]|{}|[1,]|{,}|[[[1]]]|{"x":{}}|/**/1|"\u0001"|\
            123.456|0.005|99999999.99|1e2"""
                    .split("\\|");

    private final Random random;
    private final boolean wild;

    RandomJson(Random random, boolean wild) {
        this.random = random;
        this.wild = wild;
    }

    String document(StructType schema) {
        String start = chance(0.05) ? space() : "";
        return start + object(schema) + (chance(0.1) ? pick("x", "}", ",", "\u0000", " ") : "");
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String space() {
        return chance(0.8) ? "" : pick(SPACES);
    }

    private String object(StructType type) {
        List<Field> fields = new ArrayList<>(type.fields());
        fields.removeIf(field -> chance(0.3));
        if (chance(0.3)) {
            Collections.shuffle(fields, random);
        }
        if (!fields.isEmpty() && chance(0.1)) {
            fields.add(fields.get(random.nextInt(fields.size())));
        }
        List<String> members = new ArrayList<>();
        for (Field field : fields) {
            if (chance(0.15)) {
                members.add(member(pick(OTHER_NAMES), anything(0)));
            }
            members.add(member(escaped(field.name()), value(field.type())));
        }
        return list("{", members, "}");
    }

    /** As a name stands in a document, sometimes with an escape that need not be. */
    private String escaped(String name) {
        StringBuilder text = new StringBuilder();
        for (char c : name.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || chance(0.002)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private String member(String name, String value) {
        return "\"" + name + "\"" + space() + ":" + space() + value;
    }

    private String list(String open, List<String> items, String close) {
        StringBuilder text = new StringBuilder(open).append(space());
        for (int i = 0; i < items.size(); i++) {
            text.append(i == 0 ? "" : "," + space()).append(items.get(i)).append(space());
        }
        return text.append(close).toString();
    }

    /** Any well-formed value, for a field that nobody wants. */
    private String anything(int depth) {
        if (wild && chance(0.02)) {
            return pick(ODD_VALUES);
        }
        int kind = random.nextInt(depth > 5 ? 4 : 6);
        List<String> items = new ArrayList<>();
        for (int i = kind < 4 ? 0 : random.nextInt(4); i > 0; i--) {
            String item = anything(depth + 1);
            items.add(kind == 4 ? item : member(text(3), item));
        }
        return switch (kind) {
            case 0 -> quoted(text(12));
            case 1 -> decimal(30, random.nextInt(20));
            case 2 -> pick("true", "false", "null");
            case 3 -> decimal(17, 16) + pick("", "e5", "E-3", "e+12");
            case 4 -> list("[", items, "]");
            default -> list("{", items, "}");
        };
    }

    private String value(FieldType type) {
        if (chance(0.08)) {
            return "null";
        } else if (wild && chance(0.01)) {
            return pick(ODD_VALUES);
        } else if (type instanceof StructType struct) {
            return object(struct);
        } else if (type instanceof ArrayType array) {
            List<String> items = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                items.add(value(array.element()));
            }
            return list("[", items, "]");
        } else if (type instanceof MapType map) {
            List<String> items = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                items.add(member(text(2), value(map.value())));
            }
            return list("{", items, "}");
        } else if (type instanceof DecimalType decimal) {
            int scale = random.nextInt(Math.min(decimal.scale(), 8) + 1);
            return decimal(Math.min(decimal.precision() - decimal.scale(), 10) + scale, scale);
        }
        return scalar((Scalar) type);
    }

    private String scalar(Scalar type) {
        return switch (type) {
            case BOOLEAN -> pick("true", "false");
            case BYTE -> Byte.toString((byte) random.nextInt());
            case SHORT -> Short.toString((short) random.nextInt());
            case INT -> Integer.toString(random.nextInt() >> random.nextInt(32));
            case LONG -> Long.toString(random.nextLong() >> random.nextInt(64));
            case FLOAT, DOUBLE -> number();
            case STRING ->
                    chance(0.9) ? quoted(text(12)) : pick("true", "false", "0", "-17", "123456789");
            case BINARY -> {
                byte[] bytes = new byte[random.nextInt(12)];
                random.nextBytes(bytes);
                yield quoted(Base64.getEncoder().encodeToString(bytes));
            }
            case DATE -> quoted(date());
            case TIMESTAMP ->
                    chance(0.2)
                            ? Long.toString(random.nextLong() >> random.nextInt(64))
                            : quoted(chance(0.1) ? date() : timestamp() + offset());
            case TIMESTAMP_NTZ -> quoted(chance(0.1) ? date() : timestamp());
            case DAY_TIME_INTERVAL -> quoted("INTERVAL '" + random.nextInt(60) + "' SECOND");
        };
    }

    private String number() {
        return switch (random.nextInt(7)) {
            case 0 -> Integer.toString(random.nextInt(2_000) - 1_000);
            case 1 -> Double.toString(random.nextGaussian() * 1_000);
            case 2 -> decimal(17, random.nextInt(17));
            case 3 -> decimal(25, random.nextInt(25));
            case 4 -> decimal(19, 3) + pick("e", "E") + pick("", "+", "-") + random.nextInt(40);
            case 5 -> Float.toString(Float.intBitsToFloat(random.nextInt() & 0x7F7F_FFFF));
            default -> decimal(18, 17) + "e" + (random.nextInt(640) - 330);
        };
    }

    /** A number with at most this many digits, of which some come after the point. */
    private String decimal(int digits, int scale) {
        int bits = (int) ((random.nextInt(digits) + 1) * 3.32);
        BigInteger unscaled = new BigInteger(bits, random);
        BigInteger limit = BigInteger.TEN.pow(digits);
        BigDecimal value = new BigDecimal(unscaled.mod(limit), scale);
        return (chance(0.3) ? "-" : "") + value.toPlainString();
    }

    private String date() {
        return chance(0.1)
                ? LocalDate.of(0, 1, 1).plusDays(random.nextInt(3_652_425)).toString()
                : LocalDate.of(1900, 1, 1).plusDays(random.nextInt(109_000)).toString();
    }

    private String timestamp() {
        // Hours in which clocks are changed come up often enough by themselves: there are few
        // hours.
        LocalTime time = LocalTime.ofSecondOfDay(random.nextInt(86_400));
        String fraction = "";
        if (chance(0.5)) {
            fraction = "." + String.format(Locale.ROOT, "%09d", random.nextInt(1_000_000_000));
            fraction = fraction.substring(0, 2 + random.nextInt(9));
        }
        String text = time.format(DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT));
        return date() + pick("T", " ") + text + fraction;
    }

    private String offset() {
        if (chance(0.7)) {
            return "";
        }
        int hours = random.nextInt(18);
        return pick("Z", String.format(Locale.ROOT, "%s%02d:%02d", pick("+", "-"), hours, 45));
    }

    private String quoted(String text) {
        return "\"" + text + "\"";
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(length + 1); i > 0; i--) {
            text.append(chance(0.6) ? pick("a", "b", "x y", "z") : pick(LETTERS));
        }
        return text.toString();
    }
}
