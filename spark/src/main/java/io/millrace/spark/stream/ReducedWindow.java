package io.millrace.spark.stream;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.function.ReduceFunction;

/**
 * How the value of a window is made of those of its slides.
 *
 * @param inverseOrNull takes a slide out of a value again; without, each window is reduced anew
 */
record ReducedWindow<V>(ReduceFunction<V> reduce, ReduceFunction<V> inverseOrNull)
        implements Serializable {

    boolean isInvertible() {
        return inverseOrNull != null;
    }

    /** A value with one more, where null is that of nothing. */
    V with(V valueOrNull, V more) {
        return valueOrNull == null ? more : Calls.of(() -> reduce.call(valueOrNull, more));
    }

    V without(V value, V part) {
        return Calls.of(() -> inverseOrNull.call(value, part));
    }

    /** All of them; null if there are none. */
    V all(Iterator<V> values) {
        V reduced = null;
        while (values.hasNext()) {
            reduced = with(reduced, values.next());
        }
        return reduced;
    }
}
