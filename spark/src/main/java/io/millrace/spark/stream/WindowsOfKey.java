package io.millrace.spark.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.streaming.ExpiredTimerInfo;
import org.apache.spark.sql.streaming.MapState;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StatefulProcessor;
import org.apache.spark.sql.streaming.TTLConfig;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.streaming.TimerValues;
import org.apache.spark.sql.streaming.ValueState;
import scala.Tuple2;
import scala.Tuple3;
import scala.Tuple5;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Keeps a reduced value for each slide of a key. A timer at the end of each slide, as long as there
 * are any, gives the window that ends there.
 */
final class WindowsOfKey<K, V> extends StatefulProcessor<K, Tuple2<K, V>, Tuple3<K, V, Instant>> {

    private static final long serialVersionUID = 1L;

    private final ReducedWindow<V> reduced;
    private final SlideTimes times;
    private final Encoder<V> values;

    /** By the end of the slide. */
    private transient MapState<Long, V> slides;

    /**
     * The lengths of windows and slides, by which the rest is to be read; the end of the next
     * window, the end of the newest slide, and of the last window that was given: how many slides
     * it had, and its value, null if there were none.
     */
    private transient ValueState<Tuple5<Tuple2<Long, Long>, Long, Long, Integer, V>> progress;

    WindowsOfKey(ReducedWindow<V> reduced, SlideTimes times, Encoder<V> values) {
        this.reduced = reduced;
        this.times = times;
        this.values = values;
    }

    @Override
    public void init(OutputMode outputMode, TimeMode timeMode) {
        slides = getHandle().getMapState("slides", Encoders.LONG(), values, TTLConfig.NONE());
        progress =
                getHandle()
                        .getValueState(
                                "progress",
                                Encoders.tuple(
                                        Encoders.tuple(Encoders.LONG(), Encoders.LONG()),
                                        Encoders.LONG(),
                                        Encoders.LONG(),
                                        Encoders.INT(),
                                        values),
                                TTLConfig.NONE());
    }

    @Override
    public Iterator<Tuple3<K, V, Instant>> handleInputRows(
            K key, Iterator<Tuple2<K, V>> rows, TimerValues clock) {
        Tuple5<Tuple2<Long, Long>, Long, Long, Integer, V> known =
                progress.exists() ? known() : null;
        long end = times.endOf(clock.getCurrentProcessingTimeInMs());
        if (known != null) {
            // Of a clock that was set back: what has been given takes no more.
            end = Math.max(end, known._2());
        }
        V value = slides.containsKey(end) ? slides.getValue(end) : null;
        while (rows.hasNext()) {
            value = reduced.with(value, rows.next()._2());
        }
        slides.updateValue(end, value);
        if (known != null) {
            update(known._2(), Math.max(end, known._3()), known._4(), known._5());
        } else {
            update(end, end, 0, null);
            getHandle().registerTimer(end);
        }
        return CollectionConverters.asScala(List.<Tuple3<K, V, Instant>>of().iterator());
    }

    @Override
    public Iterator<Tuple3<K, V, Instant>> handleExpiredTimer(
            K key, TimerValues clock, ExpiredTimerInfo expired) {
        long now = clock.getCurrentProcessingTimeInMs();
        Tuple5<Tuple2<Long, Long>, Long, Long, Integer, V> known = known();
        long end = known._2();
        long newest = known._3();
        int count = known._4();
        V value = known._5();
        List<Tuple3<K, V, Instant>> windows = new ArrayList<>();
        while (isDue(end, newest, now)) {
            Tuple2<Integer, V> next = next(end, count, value);
            count = next._1();
            value = next._2();
            if (count > 0) {
                windows.add(new Tuple3<>(key, value, Instant.ofEpochMilli(end)));
            }
            // Where nothing is left, there is no window before the one of the next slide.
            end = count > 0 ? end + times.slide() : Math.max(end + times.slide(), newest);
            if (reduced.isInvertible() && isDue(end, newest, now)) {
                // The function may change what it is given, which must not be what a row has.
                update(end, newest, count, value);
                value = progress.get()._5();
            }
        }
        if (times.leaving(end) >= newest) {
            slides.clear();
            progress.clear();
        } else {
            update(end, newest, count, value);
            getHandle().registerTimer(end);
        }
        return CollectionConverters.asScala(windows.iterator());
    }

    /** Whether the window with this end is to be given, and may have values. */
    private boolean isDue(long end, long newest, long now) {
        return end <= now && times.leaving(end) < newest;
    }

    private Tuple5<Tuple2<Long, Long>, Long, Long, Integer, V> known() {
        Tuple5<Tuple2<Long, Long>, Long, Long, Integer, V> known = progress.get();
        times.requireSame(known._1()._1(), known._1()._2());
        return known;
    }

    private void update(long end, long newest, int count, V value) {
        progress.update(
                new Tuple5<>(
                        new Tuple2<>(times.window(), times.slide()), end, newest, count, value));
    }

    /** How many slides the window with this end has, and its value, of those of the one before. */
    private Tuple2<Integer, V> next(long end, int countBefore, V valueBefore) {
        if (!reduced.isInvertible()) {
            return anew(end);
        }
        int count = countBefore;
        V value = valueBefore;
        if (slides.containsKey(end)) {
            value = reduced.with(value, slides.getValue(end));
            count++;
        }
        long leaving = times.leaving(end);
        if (slides.containsKey(leaving)) {
            count--;
            value = count == 0 ? null : reduced.without(value, slides.getValue(leaving));
            slides.removeKey(leaving);
        }
        return new Tuple2<>(count, value);
    }

    private Tuple2<Integer, V> anew(long end) {
        Map<Long, V> window = new TreeMap<>();
        List<Long> left = new ArrayList<>();
        CollectionConverters.asJava(slides.iterator())
                .forEachRemaining(
                        slide -> {
                            if (slide._1() <= times.leaving(end)) {
                                left.add(slide._1());
                            } else if (slide._1() <= end) {
                                window.put(slide._1(), slide._2());
                            }
                        });
        left.forEach(slides::removeKey);
        return new Tuple2<>(window.size(), reduced.all(window.values().iterator()));
    }
}
