package io.millrace.pipeline.run;

import io.millrace.spark.checkpoint.fit.Changes;
import java.nio.file.Path;

/**
 * How a pipeline is run.
 *
 * @param mode how long
 * @param changes what becomes of a query that is not the one its checkpoint belongs to
 * @param dumps where dumps of threads are put when a flow makes no progress
 */
public record RunPolicy(RunMode mode, Changes changes, Path dumps) {

    /** The usual one, with dumps in the directory for temporary files. */
    public static RunPolicy of(RunMode mode) {
        return new RunPolicy(mode, Changes.REFUSED, Path.of(System.getProperty("java.io.tmpdir")));
    }
}
