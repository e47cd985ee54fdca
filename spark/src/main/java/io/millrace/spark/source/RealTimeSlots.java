package io.millrace.spark.source;

import java.util.HashMap;
import java.util.Map;

/**
 * How many task slots the real-time queries of this driver hold. A task of such a query ends only
 * when its batch does, so that one which waits for its slot would wait in vain. Thread-safe.
 */
final class RealTimeSlots {

    private static final RealTimeSlots SHARED = new RealTimeSlots();

    private final Map<Object, Integer> held = new HashMap<>();

    /** Those of this process, which has one Spark. */
    static RealTimeSlots shared() {
        return SHARED;
    }

    /**
     * Takes slots for the next batch, in place of those of the last one. Leaves one to other
     * queries where it can.
     *
     * @param owner whoever takes them
     * @param wanted how many tasks there would be at the most
     * @param all how many slots Spark has
     * @throws io.millrace.common.error.MillraceException if others hold all of them
     */
    synchronized int take(Object owner, int wanted, int all) {
        held.remove(owner);
        int others = held.values().stream().mapToInt(Integer::intValue).sum();
        if (others >= all) {
            throw SourceError.SLOTS_TAKEN.exception(all);
        }
        int taken = Math.max(1, Math.min(wanted, all - others - 1));
        held.put(owner, taken);
        return taken;
    }

    synchronized void release(Object owner) {
        held.remove(owner);
    }
}
