package io.millrace.integration.reliability.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.reliability.check.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryCheckTest {

    private static final InputRecords INPUTS = new InputRecords(7, 3);

    private final List<Violation> heard = new ArrayList<>();
    private final Violations violations = new Violations(heard::add);
    private final DeliveryCheck check =
            new DeliveryCheck(
                    INPUTS,
                    new Delivery("out", "dead", id -> id.sequence() % 10 == 9, KeyOrder.KEPT),
                    violations);
    private int offset;

    @Test
    void findsNothingWhereEverythingIsRight() {
        send(0, 30);
        for (int i = 0; i < 30; i++) {
            see(i % 10 == 9 ? "dead" : "out", i);
        }
        check.end();

        assertThat(violations.isEmpty()).as("%s", violations).isTrue();
        assertThat(check.seen()).isEqualTo(check.expected()).isEqualTo(30);
    }

    @Test
    void reportsWhatIsWrongAtOnce() {
        send(0, 12);
        see("out", 0);
        see("out", 0);
        see("out", 20);
        check.see(new Place("out", 1, 5), new InputId(0, 1), "p0k1", 4711);
        see("elsewhere", 2);
        see("out", 6);
        see("out", 3);
        see("dead", 6);

        assertThat(heard)
                .extracting(Violation::kind)
                .containsExactly(
                        Kind.DUPLICATED,
                        Kind.PHANTOM,
                        Kind.ALTERED,
                        Kind.WRONG_TOPIC,
                        Kind.OUT_OF_ORDER,
                        Kind.WRONG_TOPIC,
                        Kind.IN_BOTH);
        assertThat(heard.get(2)).hasToString("ALTERED 0-1 at out-1@5: key p0k1, hash 4711");
    }

    @Test
    void reportsWhatIsMissingAtTheEnd() {
        send(0, 100);
        check.attempt(new InputId(3, 0));
        for (int i = 0; i < 50; i++) {
            see(i % 10 == 9 ? "dead" : "out", i);
        }
        assertThat(heard).isEmpty();

        check.end();

        assertThat(violations.counts()).isEqualTo(Map.of(Kind.MISSING, 50));
        assertThat(heard).hasSize(10).extracting(Violation::subject).contains("0-50", "0-59");
    }

    @Test
    void holdsStatesAgainstTheInput() {
        StateCheck states = new StateCheck(INPUTS, violations);
        long sum = 0;
        for (int i = 0; i < 9; i++) {
            states.acknowledge(new InputId(0, i));
            if (i % 3 == 0) {
                sum += INPUTS.amount(new InputId(0, i));
            }
        }
        long two = sum - INPUTS.amount(new InputId(0, 6));
        states.see(new Place("totals", 0, 0), "p0k0", 2, two);
        states.see(new Place("totals", 0, 1), "p0k0", 3, sum);
        assertThat(heard).isEmpty();

        states.see(new Place("totals", 0, 2), "p0k0", 3, sum);
        states.see(new Place("totals", 0, 3), "p0k0", 2, two);
        states.see(new Place("totals", 0, 4), "p0k1", 3, -1);
        states.end();

        assertThat(heard)
                .extracting(Violation::kind)
                .containsExactly(Kind.DUPLICATED, Kind.WRONG_STATE, Kind.WRONG_STATE, Kind.MISSING);
    }

    private void send(int from, int until) {
        for (int i = from; i < until; i++) {
            check.attempt(new InputId(0, i));
            check.acknowledge(new InputId(0, i));
        }
    }

    private void see(String topic, int sequence) {
        InputId id = new InputId(0, sequence);
        check.see(new Place(topic, 0, offset++), id, INPUTS.key(id), INPUTS.hash(id));
    }

    @Test
    void countsNoRecordThatIsRejected() {
        StateCheck states = new StateCheck(INPUTS, id -> id.sequence() % 10 == 9, violations);
        long sum = 0;
        int count = 0;
        for (int i = 0; i < 30; i += 3) {
            states.acknowledge(new InputId(0, i));
            if (i % 10 != 9) {
                sum += INPUTS.amount(new InputId(0, i));
                count++;
            }
        }
        states.see(new Place("totals", 0, 0), "p0k0", count, sum);
        states.end();

        assertThat(violations.isEmpty()).as("%s", violations).isTrue();
        assertThat(states.counted()).isEqualTo(states.expected()).isEqualTo(9);
    }
}
