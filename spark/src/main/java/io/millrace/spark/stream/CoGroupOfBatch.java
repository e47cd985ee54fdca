package io.millrace.spark.stream;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import scala.Tuple4;

/** Deals the rows of a key out to two sides. */
final class CoGroupOfBatch<K, V, W, U>
        implements FlatMapGroupsFunction<K, Tuple4<K, Boolean, V, W>, U> {

    private static final long serialVersionUID = 1L;

    private final CoGroupFunction<K, V, W, U> function;

    CoGroupOfBatch(CoGroupFunction<K, V, W, U> function) {
        this.function = function;
    }

    @Override
    public Iterator<U> call(K key, Iterator<Tuple4<K, Boolean, V, W>> rows) throws Exception {
        List<V> left = new ArrayList<>();
        List<W> right = new ArrayList<>();
        while (rows.hasNext()) {
            Tuple4<K, Boolean, V, W> row = rows.next();
            if (row._2()) {
                left.add(row._3());
            } else {
                right.add(row._4());
            }
        }
        return function.call(key, left.iterator(), right.iterator());
    }
}
