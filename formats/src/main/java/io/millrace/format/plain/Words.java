package io.millrace.format.plain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array at once, the first of them lowest. */
public final class Words {

    /** How many bytes a word has. */
    public static final int BYTES = Long.BYTES;

    /** The highest bit of every byte: the flag that the comparisons below leave. */
    public static final long FLAGS = 0x8080_8080_8080_8080L;

    private static final long ONES = 0x0101_0101_0101_0101L;

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** The word that starts at this position; the caller has made sure that it ends in time. */
    public static long at(byte[] data, int position) {
        return (long) WORDS.get(data, position);
    }

    /** A word of eight times this byte. */
    public static long repeat(int value) {
        return value * ONES;
    }

    /** How many bytes come before the first flagged one. */
    public static int bytesBefore(long flags) {
        return Long.numberOfTrailingZeros(flags) >>> 3;
    }
}
