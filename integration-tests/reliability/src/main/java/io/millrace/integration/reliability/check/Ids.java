package io.millrace.integration.reliability.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A set of ids that takes a bit each. */
final class Ids {

    private final List<BitSet> producers = new ArrayList<>();

    /** Returns false if it was there already. */
    boolean add(InputId id) {
        while (producers.size() <= id.producer()) {
            producers.add(new BitSet());
        }
        BitSet sequences = producers.get(id.producer());
        boolean isNew = !sequences.get(id.sequence());
        sequences.set(id.sequence());
        return isNew;
    }

    boolean contains(InputId id) {
        return id.producer() >= 0
                && id.producer() < producers.size()
                && id.sequence() >= 0
                && producers.get(id.producer()).get(id.sequence());
    }

    /** Those that are in none of the others, in order. */
    List<InputId> without(Ids first, Ids second) {
        List<InputId> rest = new ArrayList<>();
        for (int producer = 0; producer < producers.size(); producer++) {
            BitSet left = (BitSet) producers.get(producer).clone();
            first.removeFrom(left, producer);
            second.removeFrom(left, producer);
            int of = producer;
            left.stream().forEach(sequence -> rest.add(new InputId(of, sequence)));
        }
        return rest;
    }

    private void removeFrom(BitSet set, int producer) {
        if (producer < producers.size()) {
            set.andNot(producers.get(producer));
        }
    }

    long size() {
        return producers.stream().mapToLong(BitSet::cardinality).sum();
    }
}
