package io.millrace.dstream;

import io.millrace.common.PublicApi;

/**
 * Knows which offsets it reads. RDDs of a direct stream do, before any transformation: {@code
 * ((HasOffsetRanges) rdd.rdd()).offsetRanges()}.
 */
@PublicApi
public interface HasOffsetRanges {

    /** The offsets of each partition of the RDD, in the order of its partitions. */
    OffsetRange[] offsetRanges();
}
