package io.millrace.spark.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateRowsTest {

    private static final long FIRST = 7;

    private final Map<Long, Long> expected = new HashMap<>();
    private StateRows rows;

    @BeforeEach
    void load() {
        rows = new StateRows(FIRST);
        for (long key = 0; key < 100; key++) {
            rows.load(row(key), row(-key));
            expected.put(key, -key);
        }
    }

    private static UnsafeRow row(long value) {
        UnsafeRow row = new UnsafeRow(1);
        row.pointTo(new byte[16], 16);
        row.setLong(0, value);
        return row;
    }

    private static Long number(UnsafeRow row) {
        return row == null ? null : row.getLong(0);
    }

    private Map<Long, Long> all(long mark) {
        UnsafeRow[] copy = rows.copy(mark);
        Map<Long, Long> all = new HashMap<>();
        for (int i = 0; i < copy.length; i += 2) {
            assertThat(all.put(number(copy[i]), number(copy[i + 1]))).isNull();
        }
        return all;
    }

    private void assertHas(long mark, Map<Long, Long> version) {
        assertThat(rows.size(mark)).isEqualTo(version.size());
        assertThat(all(mark)).isEqualTo(version);
        for (long key = 0; key < 400; key++) {
            assertThat(number(rows.get(mark, row(key)))).isEqualTo(version.get(key));
        }
    }

    @Test
    void hasWhatWasLoaded() {
        assertHas(rows.markOf(FIRST), expected);
    }

    @Test
    void keepsTheVersionBeforeReadable() {
        long first = rows.markOf(FIRST);
        long second = rows.begin(FIRST);
        rows.put(second, row(1), row(11));
        rows.put(second, row(1), row(111));
        rows.put(second, row(200), row(2));
        rows.remove(second, row(3));
        Map<Long, Long> changed = new HashMap<>(expected);
        changed.put(1L, 111L);
        changed.put(200L, 2L);
        changed.remove(3L);

        assertHas(first, expected);
        assertHas(second, changed);
        rows.commit(second);
        assertHas(first, expected);
        assertHas(second, changed);
        assertThat(rows.markOf(FIRST)).isEqualTo(first);
        assertThat(rows.markOf(FIRST + 1)).isEqualTo(second);
    }

    @Test
    void undoesAVersionThatIsAborted() {
        long second = rows.begin(FIRST);
        rows.put(second, row(1), row(11));
        rows.remove(second, row(2));
        rows.put(second, row(200), row(2));
        rows.abort(second);

        assertHas(rows.markOf(FIRST), expected);
        assertThat(rows.markOf(FIRST + 1)).isEqualTo(StateRows.NONE);
        assertThatThrownBy(() -> rows.get(second, row(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 7 and the one before are kept");
    }

    @Test
    void makesACommittedVersionAgainFromTheOneBefore() {
        long second = rows.begin(FIRST);
        rows.put(second, row(1), row(11));
        rows.commit(second);
        long again = rows.begin(FIRST);
        rows.put(again, row(2), row(22));
        rows.commit(again);
        Map<Long, Long> changed = new HashMap<>(expected);
        changed.put(2L, 22L);

        assertHas(again, changed);
        assertThat(again).isNotEqualTo(second);
        assertThatThrownBy(() -> rows.copy(second)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void doesNotWriteTwoVersionsAtOnce() {
        long second = rows.begin(FIRST);

        assertThat(rows.begin(FIRST)).isEqualTo(StateRows.NONE);
        assertThat(rows.begin(FIRST + 1)).isEqualTo(StateRows.NONE);
        assertThat(rows.markOf(FIRST + 1)).isEqualTo(StateRows.NONE);
        rows.commit(second);
        assertThat(rows.begin(FIRST + 1)).isNotEqualTo(StateRows.NONE);
        assertThat(rows.begin(FIRST - 1)).isEqualTo(StateRows.NONE);
    }

    @Test
    void refusesToWriteWhatHasBeenCommitted() {
        long second = rows.begin(FIRST);
        rows.commit(second);
        rows.abort(second);

        assertHas(second, expected);
        assertThatThrownBy(() -> rows.put(second, row(1), row(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the latest is version 8");
        assertThatThrownBy(() -> rows.remove(second, row(1)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rows.value(second, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void forgetsRemovedRows() {
        long version = FIRST;
        for (long key = 0; key < 100_000; key++) {
            long mark = rows.begin(version++);
            rows.put(mark, row(1_000 + key), row(key));
            rows.remove(mark, row(key < 100 ? key : 1_000 + key - 100));
            rows.commit(mark);
        }
        long mark = rows.begin(version);

        assertThat(rows.size(mark)).isEqualTo(100);
        assertThat(rows.end(mark)).isLessThan(250);
    }

    /** Against plain maps, one for each version. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void isAsPlainMapsAre(int seed) {
        Random random = new Random(seed);
        Map<Long, Long> latest = new HashMap<>(expected);
        Map<Long, Long> previous = null;
        long version = FIRST;
        for (int batch = 0; batch < 300; batch++) {
            if (previous != null && random.nextInt(5) == 0) {
                latest = previous;
                version--;
            }
            long before = rows.markOf(version);
            long mark = rows.begin(version);
            previous = latest;
            latest = new HashMap<>(previous);
            int writes = random.nextInt(100);
            for (int i = 0; i < writes; i++) {
                long key = random.nextInt(400);
                if (random.nextInt(5) < 2 + batch / 100) {
                    Long old = latest.remove(key);
                    assertThat(number(rows.remove(mark, row(key)))).isEqualTo(old);
                } else {
                    Long old = latest.put(key, (long) i);
                    assertThat(number(rows.put(mark, row(key), row(i)))).isEqualTo(old);
                }
            }
            assertHas(mark, latest);
            assertHas(before, previous);
            if (random.nextInt(4) == 0) {
                rows.abort(mark);
                latest = previous;
                previous = null;
                assertHas(before, latest);
            } else {
                rows.commit(mark);
                version++;
                assertHas(mark, latest);
                assertHas(before, previous);
            }
        }
    }
}
