package io.millrace.benchmark.engine;

import io.millrace.benchmark.protocol.AnswerRow;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/**
 * The latest totals of each sensor: where an engine that emits a row again and again puts it. It
 * costs little next to the emitting, so that millions of sensors can be told. Thread-safe; of one
 * sensor, the rows must come in their order.
 */
public final class SensorTable {

    private static final int SHARDS = 64;

    private final Shard[] shards = new Shard[SHARDS];

    public SensorTable() {
        Arrays.setAll(shards, i -> new Shard());
    }

    /** Takes the totals of a sensor, in place of earlier ones. */
    public void put(long id, long count, double sum, double min, double max, double average) {
        long hash = hash(id);
        shards[(int) hash & (SHARDS - 1)].put(id, hash, count, sum, min, max, average);
    }

    /** The answer of W3: id, count, sum, min, max, average; made as it is read. */
    public List<String> rows() {
        int[] begins = new int[SHARDS + 1];
        for (int i = 0; i < SHARDS; i++) {
            begins[i + 1] = begins[i] + shards[i].size;
        }
        return new AbstractList<>() {
            @Override
            public String get(int index) {
                int at = Arrays.binarySearch(begins, index);
                int shard = at >= 0 ? at : -at - 2;
                while (begins[shard + 1] == begins[shard]) {
                    shard++;
                }
                return shards[shard].row(index - begins[shard]);
            }

            @Override
            public int size() {
                return begins[SHARDS];
            }
        };
    }

    private static long hash(long id) {
        long mixed = id * 0x9e3779b97f4a7c15L;
        return mixed ^ mixed >>> 32;
    }

    /** Rows in the order of their first appearance, found by open addressing. */
    private static final class Shard {

        private static final int VALUES = 4;

        private int size;
        private int[] slots = new int[64];
        private long[] ids = new long[32];
        private long[] counts = new long[32];
        private double[] values = new double[VALUES * 32];

        synchronized void put(
                long id, long hash, long count, double sum, double min, double max, double avg) {
            int row = rowOf(id, hash);
            counts[row] = count;
            values[VALUES * row] = sum;
            values[VALUES * row + 1] = min;
            values[VALUES * row + 2] = max;
            values[VALUES * row + 3] = avg;
        }

        private int rowOf(long id, long hash) {
            int slot = slotOf(id, hash);
            if (slots[slot] == 0) {
                if (size == ids.length) {
                    grow();
                    slot = slotOf(id, hash);
                }
                ids[size] = id;
                slots[slot] = ++size;
            }
            return slots[slot] - 1;
        }

        /** Where the row of this id is or would be noted. */
        private int slotOf(long id, long hash) {
            int mask = slots.length - 1;
            int slot = (int) (hash >>> 6) & mask;
            while (slots[slot] != 0 && ids[slots[slot] - 1] != id) {
                slot = slot + 1 & mask;
            }
            return slot;
        }

        private void grow() {
            int rows = 2 * ids.length;
            ids = Arrays.copyOf(ids, rows);
            counts = Arrays.copyOf(counts, rows);
            values = Arrays.copyOf(values, VALUES * rows);
            slots = new int[2 * rows];
            for (int row = 0; row < size; row++) {
                slots[slotOf(ids[row], hash(ids[row]))] = row + 1;
            }
        }

        synchronized String row(int row) {
            return AnswerRow.of(
                    ids[row],
                    counts[row],
                    values[VALUES * row],
                    values[VALUES * row + 1],
                    values[VALUES * row + 2],
                    values[VALUES * row + 3]);
        }
    }
}
