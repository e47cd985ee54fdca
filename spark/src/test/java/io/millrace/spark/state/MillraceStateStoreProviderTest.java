package io.millrace.spark.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spark.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.streaming.runtime.StreamExecution$;
import org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.KeyStateEncoderSpec;
import org.apache.spark.sql.execution.streaming.state.NoPrefixKeyStateEncoderSpec;
import org.apache.spark.sql.execution.streaming.state.PrefixKeyScanStateEncoderSpec;
import org.apache.spark.sql.execution.streaming.state.ReadStateStore;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.StateStoreConf;
import org.apache.spark.sql.execution.streaming.state.StateStoreId;
import org.apache.spark.sql.execution.streaming.state.StateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.UnsafeRowPair;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;
import scala.collection.Iterator;

/** The store as Spark uses it, and its files beside those of Spark's own. */
class MillraceStateStoreProviderTest {

    private static final StructType KEY = new StructType().add("k", DataTypes.LongType);
    private static final StructType VALUE = new StructType().add("v", DataTypes.LongType);
    private static final StructType TWO_KEYS = KEY.add("l", DataTypes.LongType);
    private static final String DEFAULT = StateStore.DEFAULT_COL_FAMILY_NAME();

    private Path directory;
    private StateStoreProvider provider;

    @BeforeEach
    void open() {
        directory = LocalStack.newDirectory("state");
        provider = open(new MillraceStateStoreProvider());
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private StateStoreProvider open(StateStoreProvider made) {
        return open(made, KEY, new NoPrefixKeyStateEncoderSpec(KEY));
    }

    private StateStoreProvider open(
            StateStoreProvider made, StructType key, KeyStateEncoderSpec encoder) {
        SQLConf conf = new SQLConf();
        conf.setConfString("spark.sql.streaming.stateStore.minDeltasForSnapshot", "4");
        Configuration hadoop = new Configuration(false);
        hadoop.set(StreamExecution$.MODULE$.RUN_ID_KEY(), UUID.randomUUID().toString());
        made.init(
                new StateStoreId(directory.toString(), 0, 0, StateStoreId.DEFAULT_STORE_NAME()),
                key,
                VALUE,
                encoder,
                false,
                StateStoreConf.apply(conf),
                hadoop,
                false,
                Option.empty());
        return made;
    }

    private StateStore write(long version) {
        return provider.getStore(version, Option.empty());
    }

    private ReadStateStore read(long version) {
        return provider.getReadStore(version, Option.empty());
    }

    private static UnsafeRow row(long... values) {
        UnsafeRow row = new UnsafeRow(values.length);
        row.pointTo(new byte[8 + 8 * values.length], 8 + 8 * values.length);
        for (int i = 0; i < values.length; i++) {
            row.setLong(i, values[i]);
        }
        return row;
    }

    private static void put(StateStore store, long key, long value) {
        store.put(row(key), row(value), DEFAULT);
    }

    /** Version 1, with a row. */
    private void commitFirst() {
        StateStore first = write(0);
        put(first, 1, 10);
        first.commit();
    }

    private static Map<Long, Long> all(ReadStateStore store) {
        Map<Long, Long> all = new HashMap<>();
        var rows = store.iterator(DEFAULT);
        while (rows.hasNext()) {
            var pair = rows.next();
            all.put(pair.key().getLong(0), pair.value().getLong(0));
        }
        return all;
    }

    /** What Spark's own store reads of a version, from the files alone. */
    private Map<Long, Long> inFiles(long version) {
        StateStoreProvider spark = open(new HDFSBackedStateStoreProvider());
        try {
            return all(spark.getReadStore(version, Option.empty()));
        } finally {
            spark.close();
        }
    }

    private Path file(String name) {
        return directory.resolve("0/0").resolve(name);
    }

    @Test
    void readsTheVersionBeforeWhileTheNextIsWritten() {
        StateStore first = write(0);
        put(first, 1, 10);
        put(first, 2, 20);
        assertThat(first.commit()).isEqualTo(1);

        ReadStateStore before = read(1);
        StateStore second = write(1);
        put(second, 1, 11);
        second.remove(row(2), DEFAULT);
        put(second, 3, 30);

        assertThat(before.get(row(1), DEFAULT).getLong(0)).isEqualTo(10);
        assertThat(all(before)).isEqualTo(Map.of(1L, 10L, 2L, 20L));
        assertThat(second.get(row(2), DEFAULT)).isNull();
        assertThat(all(second)).isEqualTo(Map.of(1L, 11L, 3L, 30L));
        second.commit();
        assertThat(all(before)).isEqualTo(Map.of(1L, 10L, 2L, 20L));
        assertThat(all(second)).isEqualTo(Map.of(1L, 11L, 3L, 30L));
        assertThat(second.metrics().numKeys()).isEqualTo(2);
        assertThat(inFiles(1)).isEqualTo(Map.of(1L, 10L, 2L, 20L));
        assertThat(inFiles(2)).isEqualTo(Map.of(1L, 11L, 3L, 30L));
    }

    @Test
    void removesWhatIsIteratedOver() {
        StateStore store = write(0);
        for (long key = 0; key < 1_000; key++) {
            put(store, key, key);
        }
        Iterator<UnsafeRowPair> rows = store.iterator(DEFAULT);
        int seen = 0;
        while (rows.hasNext()) {
            UnsafeRowPair pair = rows.next();
            if (pair.key().getLong(0) % 3 != 0) {
                store.remove(pair.key(), DEFAULT);
            }
            put(store, 10_000 + seen++, 0);
        }
        for (long key = 0; key < 1_000; key++) {
            store.remove(row(10_000 + key), DEFAULT);
        }
        store.commit();

        assertThat(seen).isEqualTo(1_000);
        assertThat(all(store)).hasSize(334).containsKeys(0L, 999L).doesNotContainKey(1L);
        assertThat(inFiles(1)).isEqualTo(all(store));
    }

    @Test
    void beginsAgainAfterATaskThatFailed() {
        commitFirst();
        StateStore failed = write(1);
        put(failed, 1, 11);
        failed.abort();
        StateStore again = write(1);

        assertThat(all(again)).isEqualTo(Map.of(1L, 10L));
        put(again, 2, 20);
        again.commit();
        assertThat(inFiles(2)).isEqualTo(Map.of(1L, 10L, 2L, 20L));
    }

    @Test
    void beginsAgainAfterACommitThatFailed() throws IOException {
        commitFirst();
        StateStore failed = write(1);
        put(failed, 1, 11);
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(file(""), elsewhere);
        assertThatThrownBy(failed::commit).hasMessageContaining("CANNOT_WRITE_STATE_STORE");
        failed.abort();
        Files.move(elsewhere, file(""));
        StateStore again = write(1);

        assertThat(all(again)).isEqualTo(Map.of(1L, 10L));
        put(again, 2, 20);
        again.commit();
        assertThat(inFiles(2)).isEqualTo(Map.of(1L, 10L, 2L, 20L));
    }

    /** Where some of a batch's tasks had committed when another failed. */
    @Test
    void makesACommittedVersionAgain() {
        commitFirst();
        StateStore once = write(1);
        put(once, 2, 20);
        once.commit();
        StateStore again = write(1);

        assertThat(all(again)).isEqualTo(Map.of(1L, 10L));
        put(again, 3, 30);
        again.commit();
        assertThat(all(again)).isEqualTo(Map.of(1L, 10L, 3L, 30L)).isEqualTo(inFiles(2));
    }

    @Test
    void keepsTasksApartThatWriteTheSameVersion() {
        commitFirst();
        StateStore lost = write(1);
        put(lost, 2, 20);
        StateStore second = write(1);
        put(lost, 3, 30);

        assertThat(all(second)).isEqualTo(Map.of(1L, 10L));
        put(second, 4, 40);
        second.commit();
        lost.abort();
        StateStore third = write(2);
        put(third, 5, 50);
        third.commit();
        assertThat(all(third)).isEqualTo(Map.of(1L, 10L, 4L, 40L, 5L, 50L)).isEqualTo(inFiles(3));
    }

    /** What is in a snapshot is a version as it was committed, whatever is written meanwhile. */
    @Test
    void writesSnapshotsWhileTheNextVersionIsWritten() throws IOException {
        for (long version = 0; version < 6; version++) {
            StateStore store = write(version);
            put(store, version, version);
            put(store, 100, version);
            store.commit();
        }
        StateStore next = write(6);
        put(next, 100, 6);
        next.remove(row(3), DEFAULT);
        provider.doMaintenance();
        next.commit();

        assertThat(file("6.snapshot")).exists();
        deleteDeltas();
        assertThat(inFiles(6))
                .isEqualTo(Map.of(0L, 0L, 1L, 1L, 2L, 2L, 3L, 3L, 4L, 4L, 5L, 5L, 100L, 5L));
    }

    /** The files would be there of the first attempt, and its rows no more. */
    @Test
    void writesNoSnapshotOfAVersionThatIsMadeAgain() {
        for (long version = 0; version < 6; version++) {
            StateStore store = write(version);
            put(store, version, version);
            store.commit();
        }
        StateStore again = write(5);
        put(again, 77, 7);
        provider.doMaintenance();

        assertThat(file("6.snapshot")).doesNotExist();
        again.commit();
        provider.doMaintenance();
        assertThat(file("6.snapshot")).exists();
        assertThat(inFiles(6)).containsEntry(77L, 7L).doesNotContainKey(5L);
    }

    private void deleteDeltas() throws IOException {
        try (Stream<Path> files = Files.list(file(""))) {
            for (Path delta : files.filter(f -> f.toString().contains("delta")).toList()) {
                Files.delete(delta);
            }
        }
    }

    /** Batches that fail or are repeated, as they were, by either store. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void goesOnFromTheFilesOfSparksStoreAndTheOtherWayRound(int seed) {
        Random random = new Random(seed);
        Map<Long, Map<Long, Long>> versions = new HashMap<>();
        versions.put(0L, Map.of());
        long version = 0;
        for (int batch = 0; batch < 120; batch++) {
            if (random.nextInt(10) == 0) {
                provider.close();
                provider =
                        open(
                                random.nextBoolean()
                                        ? new MillraceStateStoreProvider()
                                        : new HDFSBackedStateStoreProvider());
            }
            if (version > 1 && random.nextInt(10) == 0) {
                version--;
            }
            ReadStateStore before = read(version);
            StateStore store = write(version);
            Map<Long, Long> expected = new HashMap<>(versions.get(version));
            Random changes = new Random(1_000 * seed + version);
            for (int i = 0; i < 50; i++) {
                long key = changes.nextInt(200);
                if (changes.nextInt(3) == 0) {
                    store.remove(row(key), DEFAULT);
                    expected.remove(key);
                } else {
                    put(store, key, i);
                    expected.put(key, (long) i);
                }
            }
            assertThat(all(before)).isEqualTo(versions.get(version));
            assertThat(all(store)).isEqualTo(expected);
            if (random.nextInt(8) == 0) {
                store.abort();
            } else {
                version = store.commit();
                versions.put(version, expected);
                assertThat(store.metrics().numKeys()).isEqualTo(expected.size());
            }
            if (random.nextInt(6) == 0) {
                provider.doMaintenance();
            }
            assertThat(inFiles(version)).isEqualTo(versions.get(version));
        }
    }

    @Test
    void leavesStateByPrefixToSpark() {
        provider.close();
        directory = LocalStack.newDirectory("state");
        provider =
                open(
                        new MillraceStateStoreProvider(),
                        TWO_KEYS,
                        new PrefixKeyScanStateEncoderSpec(TWO_KEYS, 1));
        StateStore store = write(0);
        store.put(row(1, 1), row(11), DEFAULT);
        store.put(row(1, 2), row(12), DEFAULT);
        store.put(row(2, 1), row(21), DEFAULT);
        store.commit();

        var rows = read(1).prefixScan(row(1), DEFAULT);
        long sum = 0;
        while (rows.hasNext()) {
            sum += rows.next().value().getLong(0);
        }
        assertThat(sum).isEqualTo(23);
    }
}
