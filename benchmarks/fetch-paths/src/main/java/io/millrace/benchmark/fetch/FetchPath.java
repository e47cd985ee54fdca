package io.millrace.benchmark.fetch;

/** A way from what the broker sends to the decoded field. */
interface FetchPath {

    /** Takes all values of a partition, from its first record to the last that is there. */
    void read(String bootstrapServers, String topic, int partition, ValueTaker taker);

    /** The paths by name. */
    static FetchPath named(String name) {
        return switch (name) {
            case "arrays" -> new ArraysPath();
            case "slices" -> new SlicesPath();
            case "in-poll" -> new InPollPath();
            case "batches" -> new BatchesPath();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
