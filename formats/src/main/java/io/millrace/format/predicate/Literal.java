package io.millrace.format.predicate;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A value that fields are compared with, of the type of the field; never null. */
public sealed interface Literal extends Serializable {

    /**
     * For fields of type BYTE, SHORT, INT, LONG, DATE, TIMESTAMP and TIMESTAMP_NTZ, for decimals of
     * up to 18 digits the unscaled value, and for BOOLEAN 1 or 0.
     */
    record Whole(long value) implements Literal {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** For fields of type FLOAT and DOUBLE. */
    record Real(double value) implements Literal {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /** For decimals of more than 18 digits. */
    record Big(BigDecimal value) implements Literal {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return value.toPlainString();
        }
    }

    /** For fields of type STRING, in UTF-8, and BINARY. */
    final class Bytes implements Literal {

        private static final long serialVersionUID = 1L;

        private final byte[] value;
        private final boolean text;

        private Bytes(byte[] value, boolean text) {
            this.value = value;
            this.text = text;
        }

        /** A text. */
        public static Bytes utf8(String text) {
            return new Bytes(text.getBytes(StandardCharsets.UTF_8), true);
        }

        /** A text that is UTF-8 already. */
        public static Bytes utf8(byte[] text) {
            return new Bytes(text.clone(), true);
        }

        /** Bytes as they are. */
        public static Bytes binary(byte[] value) {
            return new Bytes(value.clone(), false);
        }

        byte[] value() {
            return value;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes
                    && bytes.text == text
                    && Arrays.equals(bytes.value, value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return text
                    ? "'" + new String(value, StandardCharsets.UTF_8).replace("'", "''") + "'"
                    : "X'" + HexFormat.of().withUpperCase().formatHex(value) + "'";
        }
    }
}
