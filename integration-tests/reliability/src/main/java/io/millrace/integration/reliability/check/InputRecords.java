package io.millrace.integration.reliability.check;

/**
 * What is in the records of a run: all of it follows from the seed and the record's id, so that a
 * check needs to keep no more than which ids there were. Every producer has keys of its own and
 * takes them in turns: the n-th record of a key is known, too. Immutable.
 *
 * @param keysPerProducer how many keys a producer has
 */
public record InputRecords(long seed, int keysPerProducer) {

    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final int AMOUNTS = 1_000;
    private static final int HEX = 16;

    /** The key of a record. */
    public String key(InputId id) {
        return key(id.producer(), id.sequence() % keysPerProducer);
    }

    /** A key of a producer, from 0. */
    public String key(int producer, int number) {
        return "p" + producer + "k" + number;
    }

    /** The record that is the n-th of its key, from 0. */
    public InputId ofKey(String key, int n) {
        int k = key.indexOf('k');
        int producer = Integer.parseInt(key.substring(1, k));
        int number = Integer.parseInt(key.substring(k + 1));
        return new InputId(producer, number + n * keysPerProducer);
    }

    /** A number for sums. */
    public long amount(InputId id) {
        return Math.floorMod(random(id), AMOUNTS);
    }

    /** A text of no meaning. */
    public String text(InputId id) {
        String hex = Long.toHexString(random(id));
        return "0".repeat(HEX - hex.length()) + hex;
    }

    /** A hash of all of the record. */
    public long hash(InputId id) {
        return mix(mix(id.producer(), id.sequence()) ^ random(id)) & Long.MAX_VALUE;
    }

    /** Whether these are the amount and the text of a record. */
    public boolean isOf(InputId id, long amount, String text) {
        return amount(id) == amount && text(id).equals(text);
    }

    /** The value as JSON. */
    public String json(InputId id) {
        return json(id.producer(), id.sequence(), key(id), amount(id), text(id), hash(id));
    }

    private static String json(
            int producer, int sequence, String key, long amount, String text, long hash) {
        return "{\"producer\":"
                + producer
                + ",\"sequence\":"
                + sequence
                + ",\"key\":\""
                + key
                + "\",\"amount\":"
                + amount
                + ",\"text\":\""
                + text
                + "\",\"hash\":"
                + hash
                + "}";
    }

    private long random(InputId id) {
        return mix(seed + STEP * id.producer(), id.sequence());
    }

    private static long mix(long a, long b) {
        return mix(a * STEP + b);
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
