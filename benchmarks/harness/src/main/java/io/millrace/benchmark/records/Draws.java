package io.millrace.benchmark.records;

/**
 * Random numbers by position instead of by turn: draw n of record i is the same, whoever asks and
 * whatever was asked before. The mixing function is that of {@link java.util.SplittableRandom}
 * (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
 */
final class Draws {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final int DRAWS_PER_RECORD = 16;

    private final long start;

    /**
     * @param stream tells apart what is drawn from one seed for different purposes
     */
    Draws(long seed, long stream) {
        this.start = mix(mix(seed + GOLDEN_GAMMA) + stream);
    }

    /** Any of the 2^64 numbers. */
    long bits(long record, int draw) {
        return mix(start + (record * DRAWS_PER_RECORD + draw) * GOLDEN_GAMMA);
    }

    /** A number from 0 to the bound, exclusive. */
    int below(int bound, long record, int draw) {
        return below(bound, bits(record, draw));
    }

    /** Maps random bits to a number from 0 to the bound, exclusive. */
    static int below(int bound, long bits) {
        return (int) ((bits >>> 32) * bound >>> 32);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
