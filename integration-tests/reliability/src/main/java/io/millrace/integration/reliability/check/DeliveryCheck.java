package io.millrace.integration.reliability.check;

import io.millrace.integration.reliability.check.Violation.Kind;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds the records that come out against those that went in, as they come: each one that is wrong
 * is a violation at once, those that are missing when the run is over. Keeps three bits for each
 * record and a number for each key. Thread-safe.
 */
public final class DeliveryCheck {

    private final InputRecords inputs;
    private final Delivery delivery;
    private final Violations violations;
    private final Ids attempted = new Ids();
    private final Ids acknowledged = new Ids();
    private final Ids delivered = new Ids();
    private final Ids deadLetters = new Ids();
    private final Map<String, Integer> lastOfKey = new HashMap<>();

    public DeliveryCheck(InputRecords inputs, Delivery delivery, Violations violations) {
        this.inputs = inputs;
        this.delivery = delivery;
        this.violations = violations;
    }

    /** The record is about to be sent: from now on it may come out. */
    public synchronized void attempt(InputId id) {
        attempted.add(id);
    }

    /** The record is in the input: it must come out. */
    public synchronized void acknowledge(InputId id) {
        acknowledged.add(id);
    }

    /**
     * A record that came out, in the order of its partition.
     *
     * @param hash what the record says about itself
     */
    public synchronized void see(Place place, InputId id, String key, long hash) {
        if (!attempted.contains(id)) {
            report(Kind.PHANTOM, id, place, "was never sent");
            return;
        }
        if (hash != inputs.hash(id) || !inputs.key(id).equals(key)) {
            report(Kind.ALTERED, id, place, "key " + key + ", hash " + hash);
        }
        if (!place.topic().equals(delivery.topicOf(id))) {
            report(Kind.WRONG_TOPIC, id, place, "belongs into " + delivery.topicOf(id));
        }
        boolean isDeadLetter = place.topic().equals(delivery.deadLetters());
        Ids here = isDeadLetter ? deadLetters : delivered;
        Ids there = isDeadLetter ? delivered : deadLetters;
        if (there.contains(id)) {
            report(Kind.IN_BOTH, id, place, "is in the other topic, too");
        }
        if (!here.add(id)) {
            report(Kind.DUPLICATED, id, place, "was there before");
        } else if (!isDeadLetter && delivery.order() == KeyOrder.KEPT) {
            checkOrder(place, id, key);
        }
    }

    private void checkOrder(Place place, InputId id, String key) {
        Integer last = lastOfKey.get(key);
        if (last != null && last > id.sequence()) {
            report(Kind.OUT_OF_ORDER, id, place, "comes after " + last);
        } else {
            lastOfKey.put(key, id.sequence());
        }
    }

    /** How many records must come out. */
    public synchronized long expected() {
        return acknowledged.size();
    }

    /** How many different records have come out. */
    public synchronized long seen() {
        return delivered.size() + deadLetters.size();
    }

    /** Nothing comes any more: what is not there is missing. */
    public synchronized void end() {
        for (InputId id : acknowledged.without(delivered, deadLetters)) {
            report(Kind.MISSING, id, null, "was sent and is in no output");
        }
    }

    private void report(Kind kind, InputId id, Place place, String detail) {
        violations.add(new Violation(kind, id.toString(), place, detail));
    }
}
