package io.millrace.format.json;

/**
 * Room for one decoded value at a time: what one user has put here is gone once the next one asks.
 * It grows to the largest value and is kept, so that records do not allocate.
 */
final class Scratch {

    private byte[] bytes = new byte[64];

    /** An array of at least this length, with anything in it. */
    byte[] room(int length) {
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, bytes.length * 2)];
        }
        return bytes;
    }
}
