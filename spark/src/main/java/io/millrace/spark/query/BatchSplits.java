package io.millrace.spark.query;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the tasks of the sources of each micro-batch read, so that a sink can tell whether a
 * repeated micro-batch deals its rows to tasks as before. Of each run of a query the latest
 * micro-batch is remembered. Thread-safe.
 */
public final class BatchSplits {

    /** By the id of the query: its next run takes the place of the one before. */
    private static final Map<String, OfBatch> LATEST = new ConcurrentHashMap<>();

    private static final String NONE = "none";

    private record OfBatch(QueryBatch batch, Map<Object, String> bySource) {}

    private BatchSplits() {}

    /**
     * Notes for the micro-batch of this thread what the tasks of a source read.
     *
     * @param source tells the sources of a query apart
     * @param splits one for each task, each with a text that says all of it
     */
    public static void note(Object source, List<?> splits) {
        QueryBatch.ofThisThread()
                .ifPresent(
                        batch ->
                                LATEST.compute(
                                        batch.query(),
                                        (query, known) ->
                                                with(known, batch, source, splits.toString())));
    }

    private static OfBatch with(OfBatch known, QueryBatch batch, Object source, String splits) {
        Map<Object, String> sources = new IdentityHashMap<>();
        if (known != null && known.batch().equals(batch)) {
            sources.putAll(known.bySource());
        }
        sources.put(source, splits);
        return new OfBatch(batch, sources);
    }

    /**
     * A hash of what was noted for a micro-batch and of when it was planned; the same in another
     * process that repeats it. What other sources than ours read is not known here, but a
     * micro-batch that is repeated, and no new one, has the time of its plan.
     */
    public static String hash(QueryBatch batch) {
        OfBatch noted = LATEST.get(batch.query());
        List<String> sorted = new ArrayList<>();
        RunningQuery.ofThisThread()
                .planned(batch.epoch())
                .ifPresent(time -> sorted.add(Long.toString(time.toEpochMilli())));
        if (noted != null && noted.batch().equals(batch)) {
            noted.bySource().values().stream().sorted().forEach(sorted::add);
        }
        if (sorted.isEmpty()) {
            return NONE;
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(sorted.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
