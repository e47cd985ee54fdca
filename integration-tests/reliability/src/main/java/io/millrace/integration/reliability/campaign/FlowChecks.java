package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.check.Delivery;
import io.millrace.integration.reliability.check.DeliveryCheck;
import io.millrace.integration.reliability.check.InputId;
import io.millrace.integration.reliability.check.InputRecords;
import io.millrace.integration.reliability.check.KeyOrder;
import io.millrace.integration.reliability.check.MalformedInputs;
import io.millrace.integration.reliability.check.Place;
import io.millrace.integration.reliability.check.StateCheck;
import io.millrace.integration.reliability.check.Violations;
import java.util.List;

/** What is to come out of each flow, and what has. Thread-safe. */
final class FlowChecks {

    private final InputRecords inputs;
    private final MalformedInputs malformed;
    private final DeliveryCheck copy;
    private final DeliveryCheck rows;
    private final DeliveryCheck lettersOfTotals;
    private final StateCheck totals;

    FlowChecks(InputRecords inputs, MalformedInputs malformed, Violations violations) {
        this.inputs = inputs;
        this.malformed = malformed;
        this.copy = new DeliveryCheck(inputs, delivery(Tables.COPY, KeyOrder.KEPT), violations);
        // Tasks commit in no order.
        this.rows = new DeliveryCheck(inputs, delivery(Tables.ROWS, KeyOrder.ANY), violations);
        this.lettersOfTotals =
                new DeliveryCheck(inputs, delivery(Tables.TOTALS, KeyOrder.ANY), violations);
        this.totals = new StateCheck(inputs, malformed::contains, violations);
    }

    private Delivery delivery(String table, KeyOrder order) {
        return new Delivery(table, Tables.deadLetters(table), malformed::contains, order);
    }

    /** The record is about to be sent. */
    void attempt(InputId id) {
        for (DeliveryCheck check : List.of(copy, rows, lettersOfTotals)) {
            check.attempt(id);
        }
    }

    /** The record is in the input. */
    void acknowledge(InputId id) {
        copy.acknowledge(id);
        rows.acknowledge(id);
        totals.acknowledge(id);
        if (malformed.contains(id)) {
            lettersOfTotals.acknowledge(id);
        }
    }

    void seeCopy(Place place, InputId id, String key, Content content) {
        copy.see(place, id, key, content.checkedHash(inputs, id));
    }

    void seeRow(Place place, InputId id, String key, Content content) {
        rows.see(place, id, key, content.checkedHash(inputs, id));
    }

    void seeTotals(Place place, String key, int count, long sum) {
        totals.see(place, key, count, sum);
    }

    /** A dead letter is to be what was sent, to the byte. */
    void seeLetter(Place place, String key, String value) {
        InputId id = malformed.idOf(value);
        long hash = id.equals(InputId.UNKNOWN) ? 0 : inputs.hash(id);
        letters(place.topic()).see(place, id, key, hash);
    }

    private DeliveryCheck letters(String topic) {
        if (topic.equals(Tables.deadLetters(Tables.COPY))) {
            return copy;
        }
        return topic.equals(Tables.deadLetters(Tables.ROWS)) ? rows : lettersOfTotals;
    }

    /** How many records must come out of each flow, as rows or as dead letters. */
    long expected() {
        return copy.expected();
    }

    /** How many different ones the copy and its dead letters have. */
    long copied() {
        return copy.seen();
    }

    /** How many different ones the database and the dead letters of its flow have. */
    long inDatabase() {
        return rows.seen();
    }

    /** How many are in the totals and in the dead letters of that flow. */
    long counted() {
        return totals.counted() + lettersOfTotals.seen();
    }

    /** How many dead letters each flow must have. */
    long malformed() {
        return lettersOfTotals.expected();
    }

    boolean isComplete() {
        return copied() == expected() && inDatabase() == expected() && counted() == expected();
    }

    /** Nothing comes any more. */
    void end() {
        for (DeliveryCheck check : List.of(copy, rows, lettersOfTotals)) {
            check.end();
        }
        totals.end();
    }

    /** What a row has beside its id and its key. */
    record Content(long amount, String text, long hash) {

        private static final long WRONG = -1;

        private long checkedHash(InputRecords inputs, InputId id) {
            return id.sequence() < 0 || inputs.isOf(id, amount, text) ? hash : WRONG;
        }
    }
}
