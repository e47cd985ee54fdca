package io.millrace.integration.reliability.check;

import io.millrace.integration.reliability.check.Violation.Kind;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds counts and sums per key against what the input gives. The records of a key are counted in
 * the order in which they were sent, so that each state that comes out must be that of the first n
 * of them, and of more than the one before. Thread-safe.
 */
public final class StateCheck {

    private final InputRecords inputs;
    private final Violations violations;
    private final Map<String, Totals> states = new HashMap<>();
    private final Map<String, Integer> acknowledged = new HashMap<>();

    private record Totals(int count, long sum) {}

    public StateCheck(InputRecords inputs, Violations violations) {
        this.inputs = inputs;
        this.violations = violations;
    }

    /** The record is in the input. */
    public synchronized void acknowledge(InputId id) {
        acknowledged.merge(inputs.key(id), 1, Integer::sum);
    }

    /** A state that came out, in the order of its partition. */
    public synchronized void see(Place place, String key, int count, long sum) {
        Totals last = states.getOrDefault(key, new Totals(0, 0));
        if (count == last.count()) {
            report(Kind.DUPLICATED, key, place, "the state of " + count + " was there before");
            return;
        }
        if (count < last.count()) {
            report(Kind.WRONG_STATE, key, place, count + " come after " + last.count());
            return;
        }
        Totals expected = advance(key, last, count);
        if (expected.sum() != sum) {
            String detail = "the sum of " + count + " is " + expected.sum() + ", not " + sum;
            report(Kind.WRONG_STATE, key, place, detail);
        }
        states.put(key, expected);
    }

    private Totals advance(String key, Totals from, int count) {
        long sum = from.sum();
        for (int n = from.count(); n < count; n++) {
            sum += inputs.amount(inputs.ofKey(key, n));
        }
        return new Totals(count, sum);
    }

    /** How many records are in the last states. */
    public synchronized long counted() {
        return states.values().stream().mapToLong(Totals::count).sum();
    }

    /** Nothing comes any more: the last states must hold all of the input. */
    public synchronized void end() {
        acknowledged.forEach(
                (key, count) -> {
                    int counted = states.getOrDefault(key, new Totals(0, 0)).count();
                    if (counted != count) {
                        String detail = "ends with " + counted + " of " + count;
                        Kind kind = counted == 0 ? Kind.MISSING : Kind.WRONG_STATE;
                        report(kind, key, null, detail);
                    }
                });
    }

    private void report(Kind kind, String key, Place place, String detail) {
        violations.add(new Violation(kind, key, place, detail));
    }
}
