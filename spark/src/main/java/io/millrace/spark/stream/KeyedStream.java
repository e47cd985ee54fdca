package io.millrace.spark.stream;

import io.millrace.common.PublicApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.api.java.Optional;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.ReduceFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.TimeMode;
import scala.Tuple2;
import scala.Tuple3;
import scala.Tuple4;

/**
 * Values of a streaming Dataset by key, with the operations of a pair DStream that a query has no
 * operator for. Each gives a streaming Dataset that goes on as any other, to be written in output
 * mode append. All are made of Spark's own operators: what they keep is in the checkpoint of the
 * query, and after a restart they go on where they were.
 *
 * <p>Operations that say so run at each trigger, whether there are new rows or not. Give such a
 * query an interval, {@code Trigger.ProcessingTime}, which takes the place of the batch interval of
 * DStreams. {@code Trigger.AvailableNow} does not end for them, unless {@code
 * spark.sql.streaming.noDataMicroBatches.enabled} is {@code false}. After a restart there is no
 * trigger of that kind before the first micro-batch with new rows: Spark asks the plan of the one
 * before whether another is due, and there is none yet. Until a row comes, on any partition,
 * nothing is given, however long it has been due.
 *
 * <p>Immutable.
 *
 * @param <K> the keys, which are not null
 * @param <V> the values
 */
@PublicApi
public final class KeyedStream<K, V> {

    private static final String PROVIDER = "spark.sql.streaming.stateStore.providerClass";
    private static final String ROCKSDB =
            "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider";

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Dataset<Tuple2<K, V>> pairs;
    private final Encoder<K> keys;
    private final Encoder<V> values;

    private KeyedStream(Dataset<Tuple2<K, V>> pairs, Encoder<K> keys, Encoder<V> values) {
        if (!AgnosticEncoders.agnosticEncoderFor(values).nullable()) {
            throw StreamError.VALUES_NOT_NULLABLE.exception(values.clsTag());
        }
        this.pairs = pairs;
        this.keys = keys;
        this.values = values;
    }

    /**
     * The rows of a streaming Dataset, each under the key that a function gives it.
     *
     * @throws io.millrace.common.error.MillraceException if the encoder of the rows cannot encode
     *     null, as those of Scala's primitive types cannot; the same for other values
     */
    public static <K, V> KeyedStream<K, V> of(
            Dataset<V> rows, MapFunction<V, K> key, Encoder<K> keys) {
        Encoder<V> values = rows.encoder();
        MapFunction<V, Tuple2<K, V>> pair = row -> new Tuple2<>(key.call(row), row);
        return new KeyedStream<>(rows.map(pair, Encoders.tuple(keys, values)), keys, values);
    }

    /** The same keys with other values. */
    public <U> KeyedStream<K, U> mapValues(MapFunction<V, U> function, Encoder<U> encoder) {
        MapFunction<Tuple2<K, V>, Tuple2<K, U>> each =
                pair -> new Tuple2<>(pair._1(), function.call(pair._2()));
        return new KeyedStream<>(pairs.map(each, Encoders.tuple(keys, encoder)), keys, encoder);
    }

    /**
     * Hands the values of a key in one micro-batch, of both streams, to a function. What was in
     * earlier micro-batches is not known to it: there is no state. The values of a key in one
     * micro-batch must fit the memory of a task; their order is not defined.
     */
    public <W, U> Dataset<U> cogroup(
            KeyedStream<K, W> other, CoGroupFunction<K, V, W, U> function, Encoder<U> encoder) {
        return grouped(other).flatMapGroups(new CoGroupOfBatch<>(function), encoder);
    }

    /**
     * Hands the values of a key that both streams had in the last time to a function, those of
     * earlier micro-batches first: a cogroup of two windows. It is called for keys that have a new
     * value in one of the streams.
     *
     * <p>State: the values of that time, which must not be null. They must fit the memory of a
     * task, key by key. Runs at each trigger, to let go of what is too old. Needs the RocksDB state
     * store.
     *
     * @param kept how long a value is handed over, from the micro-batch that it came in, in
     *     processing time; whole milliseconds, at least one
     */
    public <W, U> Dataset<U> cogroupWithin(
            Duration kept,
            KeyedStream<K, W> other,
            CoGroupFunction<K, V, W, U> function,
            Encoder<U> encoder) {
        if (kept.compareTo(SHORTEST) < 0 || kept.getNano() % SHORTEST.getNano() != 0) {
            throw StreamError.INVALID_TIME_KEPT.exception(kept);
        }
        requireRocksDb("cogroupWithin");
        return grouped(other)
                .transformWithState(
                        new CoGroupOfTime<>(function, values, other.values, kept),
                        TimeMode.ProcessingTime(),
                        OutputMode.Append(),
                        encoder);
    }

    /** The rows of both, each with whether it is one of this stream. */
    private <W> KeyValueGroupedDataset<K, Tuple4<K, Boolean, V, W>> grouped(
            KeyedStream<K, W> other) {
        Encoder<Tuple4<K, Boolean, V, W>> encoder =
                Encoders.tuple(keys, Encoders.BOOLEAN(), values, other.values);
        MapFunction<Tuple2<K, V>, Tuple4<K, Boolean, V, W>> ofThis =
                pair -> new Tuple4<>(pair._1(), true, pair._2(), null);
        MapFunction<Tuple2<K, W>, Tuple4<K, Boolean, V, W>> ofOther =
                pair -> new Tuple4<>(pair._1(), false, null, pair._2());
        MapFunction<Tuple4<K, Boolean, V, W>, K> key = Tuple4::_1;
        return pairs.map(ofThis, encoder)
                .union(other.pairs.map(ofOther, encoder))
                .groupByKey(key, keys);
    }

    /**
     * Reduces the values of a key, which are not null, in windows of processing time, each of which
     * ends where a slide ends: rows of key, value and end of the window. A micro-batch belongs
     * whole to the windows that its time, that of its plan, lies in. A window is given by the first
     * micro-batch after its end, for each key that has a value in it. If the clock is set back,
     * what comes in before it is where it was belongs to the first window that has not been given.
     *
     * <p>State: one value for each key and slide of the window. Each window reduces all of them.
     * Runs at each trigger: an interval as long as the slide, or a part of it, is the natural one.
     * Needs the RocksDB state store. A query that goes on with another window or slide over the
     * same checkpoint fails at the first key that has state ({@code WINDOW_CHANGED}).
     *
     * @param reduce associative and commutative; may change its first argument and return it
     * @param window the length, some whole slides
     * @param slide counted from the epoch of UTC
     */
    public Dataset<Tuple3<K, V, Instant>> reduceByKeyAndWindow(
            ReduceFunction<V> reduce, Duration window, Duration slide) {
        return windows(new ReducedWindow<>(reduce, null), window, slide);
    }

    /**
     * The same with a function that takes the slides that leave a window out of its value again, so
     * that a window costs two calls, however many slides it has.
     *
     * @param inverse of {@code reduce}: given a reduced value and a part of it, what is left; may
     *     change its first argument and return it
     */
    public Dataset<Tuple3<K, V, Instant>> reduceByKeyAndWindow(
            ReduceFunction<V> reduce, ReduceFunction<V> inverse, Duration window, Duration slide) {
        return windows(new ReducedWindow<>(reduce, inverse), window, slide);
    }

    private Dataset<Tuple3<K, V, Instant>> windows(
            ReducedWindow<V> reduced, Duration window, Duration slide) {
        SlideTimes times = SlideTimes.of(window, slide);
        requireRocksDb("reduceByKeyAndWindow");
        MapFunction<Tuple2<K, V>, K> key = Tuple2::_1;
        return pairs.groupByKey(key, keys)
                .transformWithState(
                        new WindowsOfKey<>(reduced, times, values),
                        TimeMode.ProcessingTime(),
                        OutputMode.Append(),
                        Encoders.tuple(keys, values, Encoders.INSTANT()));
    }

    /**
     * Keeps a state for each key and gives all of them after each micro-batch, changed or not: rows
     * of key and state. The function has the signature that it has for a DStream. It is called for
     * all keys in each micro-batch, with the new values, none of them as a rule, and the state, if
     * there is one; a key for which it gives no state is forgotten.
     *
     * <p>State: one value for each key, in any state store. Runs at each trigger, over all keys:
     * that costs as much as there are keys, as it does in DStreams. A key without new values is
     * left out of a micro-batch that is not at least 2 ms later than the one before by the clock:
     * after the clock was set back, of all until it is where it was. Its state is kept meanwhile.
     */
    public <S> Dataset<Tuple2<K, S>> updateStateByKey(
            Function2<List<V>, Optional<S>, Optional<S>> update, Encoder<S> states) {
        MapFunction<Tuple2<K, V>, K> key = Tuple2::_1;
        return pairs.groupByKey(key, keys)
                .flatMapGroupsWithState(
                        new StateOfKey<>(update),
                        OutputMode.Append(),
                        states,
                        Encoders.tuple(keys, states),
                        GroupStateTimeout.ProcessingTimeTimeout());
    }

    private void requireRocksDb(String operation) {
        String provider = pairs.sparkSession().conf().get(PROVIDER);
        if (!provider.equals(ROCKSDB)) {
            throw StreamError.STATE_STORE_UNFIT.exception(operation, provider, ROCKSDB);
        }
    }
}
