package io.millrace.benchmark.records;

import java.util.UUID;

/** A random UUID (RFC 9562, version 4) of drawn bits, written without making an object. */
final class RandomUuid {

    private static final byte[] DASH = {'-'};

    private RandomUuid() {}

    static UUID of(long most, long least) {
        return new UUID(withVersion(most), withVariant(least));
    }

    static void write(long most, long least, RecordBuffer into) {
        long high = withVersion(most);
        long low = withVariant(least);
        into.putHex(high >>> 32, 8)
                .put(DASH)
                .putHex(high >>> 16, 4)
                .put(DASH)
                .putHex(high, 4)
                .put(DASH)
                .putHex(low >>> 48, 4)
                .put(DASH)
                .putHex(low, 12);
    }

    private static long withVersion(long most) {
        return most & 0xffff_ffff_ffff_0fffL | 0x4000;
    }

    private static long withVariant(long least) {
        return least & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    }
}
