package io.millrace.spark.state;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * The rows of a state store, by their keys, in two versions: the latest, which may still be
 * written, and the one before it. A new version is made in the place of the latest, in time that
 * does not depend on how many rows there are, and for each row that it changes the value before is
 * noted. So it can be undone, and the version before can be read meanwhile.
 *
 * <p>Keys are found by hashing with open addressing; their rows are in the order in which they
 * came. A removed row stays there without a value until half of all are such and a version begins.
 *
 * <p>All access is synchronized, since Spark reads for a snapshot in a thread of its own. Which of
 * the two versions is meant is said by a mark, which no other version ever has, even if it has the
 * same number because it takes the place of one that was undone. All other marks are superseded.
 */
final class StateRows {

    /** The mark of no version. */
    static final long NONE = 0;

    private static final int SMALLEST = 16;

    /** Spreads hashes, whose lowest bits are alike within a partition of the state. */
    private static final int GOLDEN_RATIO = 0x9E3779B9;

    /** Places of rows, counted from 1, by the hash of their key; 0 where there is none. */
    private int[] slots = new int[2 * SMALLEST];

    private int shift = shiftFor(slots);

    private UnsafeRow[] keys = new UnsafeRow[SMALLEST];
    private UnsafeRow[] values = new UnsafeRow[SMALLEST];
    private int[] hashes = new int[SMALLEST];

    /**
     * For each row where its earlier value is, if it is the row that is there: what was never
     * cleared does no harm.
     */
    private int[] changes = new int[SMALLEST];

    /** How many rows there are, with removed ones. */
    private int end;

    private int[] changed = new int[SMALLEST];
    private UnsafeRow[] before = new UnsafeRow[SMALLEST];
    private int changedEnd;

    /** The number of the latest version. */
    private long version;

    private long latest = 1;
    private int latestSize;

    private long previous = NONE;
    private int previousSize;

    private long lastMark = latest;
    private boolean isWriting;

    /**
     * @param version of the rows that are loaded before the first version begins
     */
    StateRows(long version) {
        this.version = version;
    }

    /** Adds a row to the version that all begins with. Key and value are kept as they are. */
    synchronized void load(UnsafeRow key, UnsafeRow value) {
        set(findOrAdd(key), value);
        changedEnd = 0;
    }

    /**
     * Begins the version that comes after this one.
     *
     * @return its mark, or {@link #NONE} if it cannot be: the version is none of the two, or one is
     *     being written
     */
    synchronized long begin(long after) {
        if (isWriting) {
            return NONE;
        }
        if (previous != NONE && after == version - 1) {
            undo();
        }
        if (after != version) {
            return NONE;
        }
        forgetPrevious();
        version++;
        previous = latest;
        previousSize = latestSize;
        latest = ++lastMark;
        isWriting = true;
        return latest;
    }

    /** The mark of a version that may be read, or {@link #NONE} if it is not there. */
    synchronized long markOf(long number) {
        if (number == version && !isWriting) {
            return latest;
        }
        return number == version - 1 ? previous : NONE;
    }

    synchronized void commit(long mark) {
        requireWritten(mark);
        isWriting = false;
    }

    /** Undoes the version, unless it has been committed. */
    synchronized void abort(long mark) {
        if (isWriting && mark == latest) {
            isWriting = false;
            undo();
        }
    }

    synchronized int size(long mark) {
        return isLatest(mark) ? latestSize : previousSize;
    }

    synchronized UnsafeRow get(long mark, UnsafeRow key) {
        boolean isLatest = isLatest(mark);
        int row = find(key, hash(key));
        return row < 0 ? null : value(isLatest, row);
    }

    /**
     * Key and value are kept as they are.
     *
     * @return the value before, or null
     */
    synchronized UnsafeRow put(long mark, UnsafeRow key, UnsafeRow value) {
        requireWritten(mark);
        return set(findOrAdd(key), value);
    }

    /**
     * @return the value before, or null
     */
    synchronized UnsafeRow remove(long mark, UnsafeRow key) {
        requireWritten(mark);
        int row = find(key, hash(key));
        return row < 0 || values[row] == null ? null : set(row, null);
    }

    /** How many rows there are in the version that is being written, with removed ones. */
    synchronized int end(long mark) {
        requireWritten(mark);
        return end;
    }

    /** The value of a row of the version that is being written, or null if it has been removed. */
    synchronized UnsafeRow value(long mark, int row) {
        requireWritten(mark);
        return values[row];
    }

    synchronized UnsafeRow key(long mark, int row) {
        requireWritten(mark);
        return keys[row];
    }

    /** All rows of a version, a key and its value in turns. */
    synchronized UnsafeRow[] copy(long mark) {
        UnsafeRow[] rows = new UnsafeRow[2 * size(mark)];
        boolean isLatest = isLatest(mark);
        int next = 0;
        for (int row = 0; row < end; row++) {
            UnsafeRow value = value(isLatest, row);
            if (value != null) {
                rows[next] = keys[row];
                rows[next + 1] = value;
                next += 2;
            }
        }
        return rows;
    }

    private boolean isLatest(long mark) {
        if (mark != latest && mark != previous) {
            throw new IllegalStateException(
                    "Cannot read a version of the state: version "
                            + version
                            + " and the one before are kept, and it is neither. The task or the"
                            + " snapshot that asks for it should have ended; it can be run again");
        }
        return mark == latest;
    }

    private void requireWritten(long mark) {
        if (!isWriting || mark != latest) {
            throw new IllegalStateException(
                    "Cannot write a version of the state that is committed or undone; the latest is"
                            + " version "
                            + version
                            + ". The task that does should have ended; it can be run again");
        }
    }

    private UnsafeRow value(boolean isLatest, int row) {
        return isLatest || !isChanged(row) ? values[row] : before[changes[row]];
    }

    private boolean isChanged(int row) {
        int change = changes[row];
        return change < changedEnd && changed[change] == row;
    }

    private UnsafeRow set(int row, UnsafeRow value) {
        UnsafeRow old = values[row];
        if (!isChanged(row)) {
            if (changedEnd == changed.length) {
                changed = Arrays.copyOf(changed, 2 * changedEnd);
                before = Arrays.copyOf(before, 2 * changedEnd);
            }
            changed[changedEnd] = row;
            before[changedEnd] = old;
            changes[row] = changedEnd++;
        }
        values[row] = value;
        latestSize += (value == null ? 0 : 1) - (old == null ? 0 : 1);
        return old;
    }

    /** Goes back to the version before. */
    private void undo() {
        for (int change = 0; change < changedEnd; change++) {
            values[changed[change]] = before[change];
        }
        version--;
        latest = previous;
        latestSize = previousSize;
        forgetPrevious();
    }

    private void forgetPrevious() {
        previous = NONE;
        if (changed.length > 2 * SMALLEST && changedEnd < changed.length / 4) {
            changed = new int[SMALLEST];
            before = new UnsafeRow[SMALLEST];
        } else {
            Arrays.fill(before, 0, changedEnd, null);
        }
        changedEnd = 0;
        if (end > SMALLEST && latestSize < end / 2) {
            compact();
        }
    }

    /** Leaves out removed rows. */
    private void compact() {
        int capacity = Math.max(SMALLEST, latestSize + latestSize / 2);
        UnsafeRow[] newKeys = new UnsafeRow[capacity];
        UnsafeRow[] newValues = new UnsafeRow[capacity];
        int[] newHashes = new int[capacity];
        int next = 0;
        for (int row = 0; row < end; row++) {
            if (values[row] != null) {
                newKeys[next] = keys[row];
                newValues[next] = values[row];
                newHashes[next] = hashes[row];
                next++;
            }
        }
        keys = newKeys;
        values = newValues;
        hashes = newHashes;
        changes = new int[capacity];
        end = next;
        index(Integer.highestOneBit(4 * capacity));
    }

    private int findOrAdd(UnsafeRow key) {
        int hash = hash(key);
        int row = find(key, hash);
        return row < 0 ? add(key, hash) : row;
    }

    private int add(UnsafeRow key, int hash) {
        if (end == keys.length) {
            int capacity = end + end / 2;
            keys = Arrays.copyOf(keys, capacity);
            values = Arrays.copyOf(values, capacity);
            hashes = Arrays.copyOf(hashes, capacity);
            changes = Arrays.copyOf(changes, capacity);
        }
        if (2 * (end + 1) > slots.length) {
            index(2 * slots.length);
        }
        keys[end] = key;
        hashes[end] = hash;
        putInSlot(end);
        return end++;
    }

    private void index(int size) {
        slots = new int[size];
        shift = shiftFor(slots);
        for (int row = 0; row < end; row++) {
            putInSlot(row);
        }
    }

    private void putInSlot(int row) {
        int slot = hashes[row] >>> shift;
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = row + 1;
    }

    private int find(UnsafeRow key, int hash) {
        int slot = hash >>> shift;
        while (slots[slot] != 0) {
            int row = slots[slot] - 1;
            if (hashes[row] == hash && keys[row].equals(key)) {
                return row;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return -1;
    }

    private static int hash(UnsafeRow key) {
        return key.hashCode() * GOLDEN_RATIO;
    }

    private static int shiftFor(int[] slots) {
        return Integer.SIZE - Integer.numberOfTrailingZeros(slots.length);
    }
}
