package io.millrace.dstream.receiver;

import io.millrace.common.PublicApi;

/** The records that a thread of a receiver has received and not stored. Used by that thread. */
@PublicApi
public interface PendingBlock<T> {

    /** Takes a record; it will be stored, and acknowledged, together with those around it. */
    void add(T record);

    /**
     * Stores what was added and acknowledges it, now: for a source that is about to lose the right
     * to acknowledge. Otherwise the receiver chooses the moment.
     *
     * @throws RuntimeException if Spark could not store the records; then they are not acknowledged
     */
    void store();
}
