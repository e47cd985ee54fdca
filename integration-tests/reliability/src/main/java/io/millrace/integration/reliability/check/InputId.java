package io.millrace.integration.reliability.check;

/**
 * The name of one input record, which no other has.
 *
 * @param producer who sent it, from 0
 * @param sequence the how-manieth of that producer, from 0
 */
public record InputId(int producer, int sequence) implements Comparable<InputId> {

    /** Of what says not, or not rightly, which record it is. */
    public static final InputId UNKNOWN = new InputId(-1, -1);

    @Override
    public int compareTo(InputId other) {
        int byProducer = Integer.compare(producer, other.producer);
        return byProducer != 0 ? byProducer : Integer.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return producer + "-" + sequence;
    }
}
