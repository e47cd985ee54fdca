package io.millrace.kafka.produce;

/** Goes round the partitions; for one thread. */
final class RoundRobinChooser implements PartitionChooser {

    private final int count;
    private int next;

    RoundRobinChooser(int count) {
        this.count = count;
    }

    @Override
    public Integer choose(byte[] value) {
        int chosen = next;
        next = chosen + 1 == count ? 0 : chosen + 1;
        return chosen;
    }
}
