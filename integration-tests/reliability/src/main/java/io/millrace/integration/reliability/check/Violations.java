package io.millrace.integration.reliability.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Collects what is wrong: all of it counted, the first of each kind kept. Thread-safe. */
public final class Violations {

    private static final int EXAMPLES = 10;

    private final Consumer<Violation> listener;
    private final Map<Violation.Kind, Integer> counts = new EnumMap<>(Violation.Kind.class);
    private final Map<Violation.Kind, List<Violation>> examples =
            new EnumMap<>(Violation.Kind.class);

    /**
     * @param listener hears of each that is kept, at once
     */
    public Violations(Consumer<Violation> listener) {
        this.listener = listener;
    }

    /** Takes one. */
    public synchronized void add(Violation violation) {
        counts.merge(violation.kind(), 1, Integer::sum);
        List<Violation> kept =
                examples.computeIfAbsent(violation.kind(), kind -> new ArrayList<>());
        if (kept.size() < EXAMPLES) {
            kept.add(violation);
            listener.accept(violation);
        }
    }

    /** How many of each kind there are. */
    public synchronized Map<Violation.Kind, Integer> counts() {
        return new EnumMap<>(counts);
    }

    /** The first of each kind. */
    public synchronized List<Violation> examples() {
        return examples.values().stream().flatMap(List::stream).toList();
    }

    /** Whether nothing is wrong. */
    public synchronized boolean isEmpty() {
        return counts.isEmpty();
    }

    /** Counts, then examples, a line each. */
    @Override
    public synchronized String toString() {
        if (counts.isEmpty()) {
            return "no violations";
        }
        StringBuilder text = new StringBuilder("violations: ").append(counts);
        examples().forEach(each -> text.append("\n  ").append(each));
        return text.toString();
    }
}
