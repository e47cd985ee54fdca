package io.millrace.dstream;

import io.millrace.kafka.plan.OffsetRange;
import java.util.List;

/** Looks before ranges are read whether they still can be. */
@FunctionalInterface
interface RangeCheck {

    /** Ranges that were planned a moment ago. */
    RangeCheck NONE = ranges -> ranges;

    /** The same ranges; empty ones in place of those that cannot be read any more. */
    List<OffsetRange> readable(List<OffsetRange> ranges);
}
