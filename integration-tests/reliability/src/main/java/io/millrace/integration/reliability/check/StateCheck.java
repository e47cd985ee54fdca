package io.millrace.integration.reliability.check;

import io.millrace.integration.reliability.check.Violation.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Holds counts and sums per key against what the input gives. The records of a key are counted in
 * the order in which they were sent, those that are rejected left out, so that each state that
 * comes out must be that of the first n of them, and of more than the one before. Thread-safe.
 */
public final class StateCheck {

    private final InputRecords inputs;
    private final Predicate<InputId> isRejected;
    private final Violations violations;
    private final Map<String, Totals> states = new HashMap<>();
    private final Map<String, Integer> acknowledged = new HashMap<>();

    /**
     * @param next the place among all records of the key behind the last that is counted
     */
    private record Totals(int count, long sum, int next) {
        static final Totals NOTHING = new Totals(0, 0, 0);
    }

    /** All records are counted. */
    public StateCheck(InputRecords inputs, Violations violations) {
        this(inputs, id -> false, violations);
    }

    /**
     * @param isRejected which records are not counted
     */
    public StateCheck(InputRecords inputs, Predicate<InputId> isRejected, Violations violations) {
        this.inputs = inputs;
        this.isRejected = isRejected;
        this.violations = violations;
    }

    /** The record is in the input. */
    public synchronized void acknowledge(InputId id) {
        if (!isRejected.test(id)) {
            acknowledged.merge(inputs.key(id), 1, Integer::sum);
        }
    }

    /** A state that came out, in the order of its partition. */
    public synchronized void see(Place place, String key, int count, long sum) {
        Totals last = states.getOrDefault(key, Totals.NOTHING);
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
        int next = from.next();
        for (int counted = from.count(); counted < count; next++) {
            InputId id = inputs.ofKey(key, next);
            if (!isRejected.test(id)) {
                sum += inputs.amount(id);
                counted++;
            }
        }
        return new Totals(count, sum, next);
    }

    /** How many records are in the last states. */
    public synchronized long counted() {
        return states.values().stream().mapToLong(Totals::count).sum();
    }

    /** How many records must be in them. */
    public synchronized long expected() {
        return acknowledged.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** Nothing comes any more: the last states must hold all of the input. */
    public synchronized void end() {
        acknowledged.forEach(
                (key, count) -> {
                    int counted = states.getOrDefault(key, Totals.NOTHING).count();
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
