package io.millrace.dstream.receiver;

import io.millrace.common.PublicApi;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What one thread of a {@link ReliableReceiver} reads: a connection, a session, a subscription.
 * Opened, used and closed by that thread. Whatever its methods throw closes it; after a pause it is
 * opened anew.
 */
@PublicApi
public interface AcknowledgedSource<T> extends AutoCloseable {

    /**
     * Adds to the block what has come, waiting for it no longer than the limit. Records that belong
     * together for {@link #acknowledge} must be added by one call.
     */
    void poll(PendingBlock<T> block, Duration limit) throws Exception;

    /**
     * Everything that was added so far is stored: in the block manager and, if it is on, in the
     * write-ahead log. From here on the source may forget it. Called between two calls of {@link
     * #poll}, or inside of one that calls {@link PendingBlock#store}.
     */
    void acknowledge() throws Exception;

    /**
     * Called instead of {@link #poll} while Spark's rate limit lets nothing in. A source that must
     * give a sign of life does so here; one that cannot help receiving adds to the block.
     */
    default void holdBack(PendingBlock<T> block, Duration limit) throws Exception {
        TimeUnit.NANOSECONDS.sleep(limit.toNanos());
    }

    /**
     * Whether the source gives again, when it is opened anew, what was not acknowledged. If not,
     * records that could not be stored are kept and stored later.
     */
    default boolean givesAgain() {
        return true;
    }

    /** Frees what it holds. Must not acknowledge. */
    @Override
    void close();
}
