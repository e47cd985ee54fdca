package io.millrace.spark.checkpoint.lease;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Numbered entries, each written once and whole. The one with the highest number counts, so that of
 * two runs that want to take a place, which is to write the next number, one alone succeeds.
 */
interface LeaseLog {

    /** The highest number, if there is any. */
    OptionalLong last() throws IOException;

    /**
     * Reads an entry.
     *
     * @throws IllegalArgumentException with what is wrong with it
     * @throws java.io.FileNotFoundException if it has gone
     */
    LeaseEntry read(long number) throws IOException;

    /** Writes an entry; false if there is one of that number. */
    boolean create(long number, LeaseEntry entry) throws IOException;

    /** Removes an entry that does not count any more, if it is there. */
    void delete(long number) throws IOException;

    /** Gives a sign of life of the holder that wrote the entry. */
    void beat(long number) throws IOException;

    /** How long ago its last one was, by the clock of whoever keeps the log. */
    Duration sinceBeat(long number) throws IOException;
}
