package io.millrace.spark.stream;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.Optional;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.streaming.GroupState;
import scala.Tuple2;

/** Calls the function of a state in each micro-batch: with new rows, or because time has passed. */
final class StateOfKey<K, V, S>
        implements FlatMapGroupsWithStateFunction<K, Tuple2<K, V>, S, Tuple2<K, S>> {

    private static final long serialVersionUID = 1L;

    /**
     * The least there is. The next micro-batch is later, unless the clock is set back: then keys
     * without new values are called again when it is where it was.
     */
    private static final long TIMEOUT_MILLIS = 1;

    private final Function2<List<V>, Optional<S>, Optional<S>> update;

    StateOfKey(Function2<List<V>, Optional<S>, Optional<S>> update) {
        this.update = update;
    }

    @Override
    public Iterator<Tuple2<K, S>> call(K key, Iterator<Tuple2<K, V>> rows, GroupState<S> state)
            throws Exception {
        List<V> values = new ArrayList<>();
        rows.forEachRemaining(row -> values.add(row._2()));
        Optional<S> before = state.exists() ? Optional.of(state.get()) : Optional.empty();
        Optional<S> after = update.call(values, before);
        if (after.isPresent()) {
            state.update(after.get());
            state.setTimeoutDuration(TIMEOUT_MILLIS);
            return List.of(new Tuple2<>(key, after.get())).iterator();
        }
        if (state.exists()) {
            state.remove();
        }
        return List.<Tuple2<K, S>>of().iterator();
    }
}
