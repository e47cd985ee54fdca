package io.millrace.spark.stream;

import java.io.Serializable;
import java.time.Duration;

/**
 * Where slides and windows end, in milliseconds since the epoch. A slide has its begin and not its
 * end.
 *
 * @param window the length of a window, some whole slides
 */
record SlideTimes(long window, long slide) implements Serializable {

    /**
     * Checks both.
     *
     * @throws io.millrace.common.error.MillraceException if they do not fit together
     */
    static SlideTimes of(Duration window, Duration slide) {
        long length = window.toMillis();
        long step = slide.toMillis();
        boolean whole =
                Duration.ofMillis(length).equals(window) && Duration.ofMillis(step).equals(slide);
        if (!whole || step < 1 || length < step || length % step != 0) {
            throw StreamError.INVALID_WINDOW.exception(window, slide);
        }
        return new SlideTimes(length, step);
    }

    /**
     * Checks that state was kept for the same windows.
     *
     * @throws io.millrace.common.error.MillraceException if it was not
     */
    void requireSame(long keptWindow, long keptSlide) {
        if (keptWindow != window || keptSlide != slide) {
            throw StreamError.WINDOW_CHANGED.exception(
                    Duration.ofMillis(window),
                    Duration.ofMillis(slide),
                    Duration.ofMillis(keptWindow),
                    Duration.ofMillis(keptSlide));
        }
    }

    /** The end of the slide that a time lies in. */
    long endOf(long time) {
        return (Math.floorDiv(time, slide) + 1) * slide;
    }

    /** The end of the slide that is the last one before a window that ends then. */
    long leaving(long end) {
        return end - window;
    }
}
