package io.millrace.benchmark.latency;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.benchmark.records.TimedEvents;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Every view comes once, with what the event said. */
final class CopyAnswer implements Answer {

    private final long expected;
    private final BitSet seen = new BitSet();
    private Optional<String> problem = Optional.empty();

    /**
     * @param events how many are sent
     */
    CopyAnswer(long events) {
        this.expected = (events + TimedEvents.EVENTS_PER_VIEW - 1) / TimedEvents.EVENTS_PER_VIEW;
    }

    @Override
    public void take(JsonNode row, LongConsumer answered) {
        long event = row.path("sequence").asLong(-1);
        if (event < 0 || !TimedEvents.isView(event)) {
            problem = Optional.of("a row that is no view: " + row);
        } else if (seen.get((int) event)) {
            problem = Optional.of("event " + event + " came twice");
        } else {
            seen.set((int) event);
            answered.accept(event);
        }
    }

    @Override
    public boolean isComplete() {
        return seen.cardinality() == expected;
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }
}
