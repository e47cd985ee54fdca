package io.millrace.spark.stream;

import java.time.Duration;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.streaming.ListState;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StatefulProcessor;
import org.apache.spark.sql.streaming.TTLConfig;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.streaming.TimerValues;
import scala.Tuple4;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/** Keeps the rows of a key, by side, and hands all of them over whenever there is a new one. */
final class CoGroupOfTime<K, V, W, U> extends StatefulProcessor<K, Tuple4<K, Boolean, V, W>, U> {

    private static final long serialVersionUID = 1L;

    private final CoGroupFunction<K, V, W, U> function;
    private final Encoder<V> lefts;
    private final Encoder<W> rights;
    private final Duration kept;
    private transient ListState<V> left;
    private transient ListState<W> right;

    CoGroupOfTime(
            CoGroupFunction<K, V, W, U> function,
            Encoder<V> lefts,
            Encoder<W> rights,
            Duration kept) {
        this.function = function;
        this.lefts = lefts;
        this.rights = rights;
        this.kept = kept;
    }

    @Override
    public void init(OutputMode outputMode, TimeMode timeMode) {
        TTLConfig ttl = new TTLConfig(kept);
        left = getHandle().getListState("left", lefts, ttl);
        right = getHandle().getListState("right", rights, ttl);
    }

    @Override
    public Iterator<U> handleInputRows(
            K key, Iterator<Tuple4<K, Boolean, V, W>> rows, TimerValues times) {
        while (rows.hasNext()) {
            Tuple4<K, Boolean, V, W> row = rows.next();
            if (row._2()) {
                left.appendValue(row._3());
            } else {
                right.appendValue(row._4());
            }
        }
        return Calls.of(
                () ->
                        CollectionConverters.asScala(
                                function.call(
                                        key,
                                        CollectionConverters.asJava(left.get()),
                                        CollectionConverters.asJava(right.get()))));
    }
}
