package io.millrace.integration.reliability.check;

/** Where a record lies. */
public record Place(String topic, int partition, long offset) {

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
