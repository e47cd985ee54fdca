package io.millrace.benchmark.records;

import java.util.Arrays;

/**
 * Ranks from 0 of which each is drawn in proportion to 1 / (rank + 1), in constant time by an alias
 * table (Vose: A Linear Algorithm for Generating Random Numbers with a Given Distribution, 1991).
 */
final class Zipf {

    private static final int COIN = Integer.MAX_VALUE;

    private final int[] alias;

    /** Below which coin a column stands for itself; from there on, for its alias. */
    private final int[] limit;

    /**
     * @param ranks how many there are
     */
    Zipf(int ranks) {
        alias = new int[ranks];
        limit = new int[ranks];
        Arrays.setAll(alias, rank -> rank);
        Arrays.fill(limit, COIN);
        fill(shares(ranks));
    }

    /** The weights, so that their mean is 1. */
    private static double[] shares(int ranks) {
        double sum = 0;
        for (int rank = ranks; rank > 0; rank--) {
            sum += 1.0 / rank;
        }
        double scale = ranks / sum;
        double[] shares = new double[ranks];
        Arrays.setAll(shares, rank -> scale / (rank + 1));
        return shares;
    }

    /** What a column lacks is taken of one that has more than its part. */
    private void fill(double[] shares) {
        int[] work = new int[shares.length];
        int poor = 0;
        int rich = shares.length;
        for (int rank = 0; rank < shares.length; rank++) {
            if (shares[rank] < 1) {
                work[poor++] = rank;
            } else {
                work[--rich] = rank;
            }
        }
        while (poor > 0 && rich < shares.length) {
            int taker = work[--poor];
            int giver = work[rich];
            limit[taker] = (int) (shares[taker] * COIN);
            alias[taker] = giver;
            shares[giver] -= 1 - shares[taker];
            if (shares[giver] < 1) {
                rich++;
                work[poor++] = giver;
            }
        }
    }

    /** Maps random bits to a rank. */
    int rank(long bits) {
        int column = Draws.below(alias.length, bits);
        return ((int) bits & COIN) < limit[column] ? column : alias[column];
    }
}
