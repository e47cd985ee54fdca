package io.millrace.spark.sink.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * JSON text as UTF-8, written front to back and used again. Escapes what Jackson escapes, and no
 * more. Not thread-safe.
 */
final class JsonBuffer {

    private static final int INITIAL = 512;

    /** What is kept from one text to the next, however long one has been. */
    private static final int KEPT = 1 << 20;

    /** Of a long. */
    private static final int MOST_DIGITS = 19;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /**
     * By the bytes below 128: 0 for those that stand for themselves, the letter after the backslash
     * for those that have one, and 'u' for those that are written as a number.
     */
    private static final byte[] ESCAPES = escapes();

    private byte[] bytes = new byte[INITIAL];
    private int length;

    private static byte[] escapes() {
        byte[] escapes = new byte[128];
        Arrays.fill(escapes, 0, ' ', (byte) 'u');
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[INITIAL];
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
        }
    }

    void append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    void append(byte[] utf8) {
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    /** Text that consists of ASCII characters and has nothing to escape. */
    void appendAscii(String text) {
        int count = text.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length + i] = (byte) text.charAt(i);
        }
        length += count;
    }

    /** A number with as many digits as asked for, with zeros in front. */
    void appendDigits(int number, int digits) {
        reserve(digits);
        int rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    void appendLong(long number) {
        if (number == Long.MIN_VALUE) {
            appendAscii(Long.toString(number));
            return;
        }
        reserve(MOST_DIGITS + 1);
        if (number < 0) {
            bytes[length++] = '-';
        }
        long rest = Math.abs(number);
        int end = length + digits(rest);
        int at = end;
        while (rest >= 100) {
            long hundreds = rest / 100;
            int two = (int) (rest - hundreds * 100);
            bytes[--at] = (byte) ('0' + two % 10);
            bytes[--at] = (byte) ('0' + two / 10);
            rest = hundreds;
        }
        bytes[--at] = (byte) ('0' + rest % 10);
        if (rest >= 10) {
            bytes[--at] = (byte) ('0' + rest / 10);
        }
        length = end;
    }

    private static int digits(long number) {
        int digits = 1;
        long bound = 10;
        while (digits < MOST_DIGITS && number >= bound) {
            digits++;
            bound *= 10;
        }
        return digits;
    }

    /** A string in quotes. Bytes that are no UTF-8 become what Java makes of them. */
    void appendString(UTF8String text) {
        int count = text.numBytes();
        reserve(count + 2);
        int start = length;
        bytes[length] = '"';
        Platform.copyMemory(
                text.getBaseObject(),
                text.getBaseOffset(),
                bytes,
                Platform.BYTE_ARRAY_OFFSET + length + 1L,
                count);
        int end = length + 1 + count;
        for (int i = length + 1; i < end; i++) {
            if (bytes[i] < 0 || ESCAPES[bytes[i]] != 0) {
                length = start;
                appendEscaped(text.toString().getBytes(StandardCharsets.UTF_8));
                return;
            }
        }
        bytes[end] = '"';
        length = end + 1;
    }

    private void appendEscaped(byte[] utf8) {
        append('"');
        int plain = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte escape = utf8[i] < 0 ? 0 : ESCAPES[utf8[i]];
            if (escape != 0) {
                append(utf8, plain, i);
                plain = i + 1;
                appendEscape(escape, utf8[i]);
            }
        }
        append(utf8, plain, utf8.length);
        append('"');
    }

    private void append(byte[] utf8, int from, int to) {
        reserve(to - from);
        System.arraycopy(utf8, from, bytes, length, to - from);
        length += to - from;
    }

    private void appendEscape(byte escape, byte character) {
        append('\\');
        append((char) escape);
        if (escape == 'u') {
            appendAscii("00");
            append((char) HEX[character >> 4]);
            append((char) HEX[character & 0xF]);
        }
    }
}
