package io.millrace.spark.state;

import io.millrace.common.PublicApi;
import java.util.function.ToLongFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.package$;
import org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.KeyStateEncoderSpec;
import org.apache.spark.sql.execution.streaming.state.NoPrefixKeyStateEncoderSpec;
import org.apache.spark.sql.execution.streaming.state.ReadStateStore;
import org.apache.spark.sql.execution.streaming.state.StateSchemaProvider;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.StateStoreConf;
import org.apache.spark.sql.execution.streaming.state.StateStoreId;
import org.apache.spark.sql.execution.streaming.state.UnsafeRowPair;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.Iterator;

/**
 * State in memory, as in Spark's own store, without a copy of all of it for each micro-batch: a
 * batch costs what it changes. The files are those of Spark's store, written by it, so that either
 * goes on from the checkpoint of the other. Set its name as {@value #SETTING}.
 *
 * <p>Spark takes a version of the state and makes the next one of a copy. Here the next one is made
 * of the rows themselves, and undone if its task fails ({@link StateRows}). Where that cannot be,
 * because some task that should have ended still writes, the version is loaded from the files anew.
 *
 * <p>State that is looked up by a prefix of its key (session windows) is kept as Spark keeps it,
 * and so is all state on Spark 4.2, whose store has other innards.
 */
@PublicApi
public final class MillraceStateStoreProvider extends HDFSBackedStateStoreProvider {

    /** The setting of Spark that this class is for. */
    public static final String SETTING = "spark.sql.streaming.stateStore.providerClass";

    private Loader loader;
    private StateRows rows;

    /** Makes a store of Spark that has read what is in the files. */
    @FunctionalInterface
    private interface Loader {

        HDFSBackedStateStoreProvider open();
    }

    @Override
    public void init(
            StateStoreId id,
            StructType keySchema,
            StructType valueSchema,
            KeyStateEncoderSpec encoder,
            boolean useColumnFamilies,
            StateStoreConf storeConf,
            Configuration hadoopConf,
            boolean useMultipleValuesPerKey,
            Option<StateSchemaProvider> schemas) {
        super.init(
                id,
                keySchema,
                valueSchema,
                encoder,
                useColumnFamilies,
                storeConf,
                hadoopConf,
                useMultipleValuesPerKey,
                schemas);
        if (encoder instanceof NoPrefixKeyStateEncoderSpec
                && package$.MODULE$.SPARK_VERSION().startsWith("4.1.")) {
            loader =
                    () -> {
                        HDFSBackedStateStoreProvider files = new HDFSBackedStateStoreProvider();
                        files.init(
                                id,
                                keySchema,
                                valueSchema,
                                encoder,
                                useColumnFamilies,
                                storeConf,
                                hadoopConf,
                                useMultipleValuesPerKey,
                                schemas);
                        return files;
                    };
        }
    }

    @Override
    public synchronized StateStore getStore(long version, Option<String> checkpointId) {
        if (loader == null || checkpointId.isDefined()) {
            return super.getStore(version, checkpointId);
        }
        long mark = mark(version, candidate -> candidate.begin(version));
        return new Store(version, StateVersion.toWrite(rows, mark));
    }

    @Override
    public synchronized ReadStateStore getReadStore(long version, Option<String> checkpointId) {
        if (loader == null || checkpointId.isDefined()) {
            return super.getReadStore(version, checkpointId);
        }
        long mark = mark(version, candidate -> candidate.markOf(version));
        return new HDFSBackedReadStateStore(version, StateVersion.toRead(rows, mark));
    }

    /** Of the rows that are there, if these have the version, or else of those in the files. */
    private long mark(long version, ToLongFunction<StateRows> of) {
        long mark = rows == null ? StateRows.NONE : of.applyAsLong(rows);
        if (mark == StateRows.NONE) {
            rows = load(version);
            mark = of.applyAsLong(rows);
        }
        return mark;
    }

    private StateRows load(long version) {
        StateRows loaded = new StateRows(version);
        if (version != 0) {
            HDFSBackedStateStoreProvider files = loader.open();
            try {
                Iterator<UnsafeRowPair> pairs =
                        files.getReadStore(version, Option.empty())
                                .iterator(StateStore.DEFAULT_COL_FAMILY_NAME());
                while (pairs.hasNext()) {
                    UnsafeRowPair pair = pairs.next();
                    loaded.load(pair.key(), pair.value());
                }
            } finally {
                files.close();
            }
        }
        return loaded;
    }

    @Override
    public synchronized void close() {
        rows = null;
        super.close();
    }

    /** Writes the files of a version, and then lets its rows stand or undoes them. */
    private final class Store extends HDFSBackedStateStore {

        private final StateVersion rows;

        Store(long version, StateVersion rows) {
            MillraceStateStoreProvider.this.super(version, rows);
            this.rows = rows;
        }

        @Override
        public long commit() {
            rows.seal();
            long version = super.commit();
            rows.commit();
            return version;
        }

        @Override
        public void abort() {
            super.abort();
            rows.abort();
        }
    }
}
