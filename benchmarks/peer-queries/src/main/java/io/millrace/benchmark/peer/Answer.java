package io.millrace.benchmark.peer;

import io.millrace.benchmark.engine.SensorTable;
import io.millrace.benchmark.protocol.AnswerRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** What comes out of a query: rows by key, or totals. Used by any number of threads. */
public final class Answer {

    private final Map<Object, Object> rows = new ConcurrentHashMap<>();
    private final SensorTable sensors = new SensorTable();
    private final List<Supplier<String>> totals = new ArrayList<>();

    /** Replaces the row of a key, whose text is the first columns. */
    public void put(Object key, Object value) {
        rows.put(key, value);
    }

    /** Adds to the row of a key, which has a count. */
    public void add(Object key, long more) {
        rows.merge(key, more, (before, now) -> (Long) before + (Long) now);
    }

    /** Keeps the greater of the row of a key and another one. */
    public void putIfGreater(Object key, HotItem item) {
        rows.merge(key, item, (a, b) -> ((HotItem) a).compareTo((HotItem) b) >= 0 ? a : b);
    }

    /** Where the totals of sensors go, which are the answer then. */
    public SensorTable sensors() {
        return sensors;
    }

    /** Totals that make one row. */
    public Totals totals(Function<Totals, String> row) {
        Totals added = new Totals();
        totals.add(() -> row.apply(added));
        return added;
    }

    public List<String> rows() {
        if (rows.isEmpty() && totals.isEmpty()) {
            return sensors.rows();
        }
        List<String> all = new ArrayList<>();
        rows.forEach((key, value) -> all.add(AnswerRow.of(key, value)));
        totals.forEach(row -> all.add(row.get()));
        return all;
    }
}
