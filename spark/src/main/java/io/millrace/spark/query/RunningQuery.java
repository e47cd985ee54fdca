package io.millrace.spark.query;

import io.millrace.kafka.deadletter.LetterQuery;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.checkpointing.OffsetSeqMetadata;
import org.apache.spark.sql.execution.streaming.runtime.StreamExecution;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * The query that a source belongs to. Spark gives a source no way to its query but the id in a
 * property of the thread; the table of running queries, which is not public, has the rest. Where a
 * Spark has it elsewhere, the query counts as unnamed.
 */
public final class RunningQuery {

    private static final Logger LOG = LoggerFactory.getLogger(RunningQuery.class);
    private static final String ID_PROPERTY = "sql.streaming.queryId";

    private final Optional<String> id;
    private final Optional<StreamingQuery> query;
    private boolean knowsSources;
    private boolean isOnlySource;

    private RunningQuery(Optional<String> id, Optional<StreamingQuery> query) {
        this.id = id;
        this.query = query;
    }

    /** The query whose thread this is, if it is one's. */
    public static RunningQuery ofThisThread() {
        SparkSession session = SparkSession.active();
        String id = session.sparkContext().getLocalProperty(ID_PROPERTY);
        return id == null
                ? unknown()
                : new RunningQuery(Optional.of(id), find(session, UUID.fromString(id)));
    }

    /** A query of which nothing is known. */
    public static RunningQuery unknown() {
        return new RunningQuery(Optional.empty(), Optional.empty());
    }

    private static Optional<StreamingQuery> find(SparkSession session, UUID id) {
        try {
            var classic = (org.apache.spark.sql.classic.SparkSession) session;
            Object found = classic.sharedState().activeStreamingQueries().get(id);
            return found instanceof StreamingQuery running
                    ? Optional.of(running)
                    : Optional.empty();
        } catch (LinkageError | ClassCastException e) {
            LOG.debug("This Spark does not show its running queries", e);
            return Optional.empty();
        }
    }

    /** The name that the user gave it. */
    public Optional<String> name() {
        return query.map(StreamingQuery::name);
    }

    /** The id that is kept in its checkpoint. */
    public Optional<String> id() {
        return id;
    }

    /** As dead letters name it. */
    public LetterQuery forLetters() {
        return new LetterQuery(id.orElse(null), name().orElse(null));
    }

    /** What of its result it writes after each micro-batch: append, update or complete. */
    public Optional<String> outputMode() {
        try {
            return query.filter(StreamExecution.class::isInstance)
                    .map(running -> ((StreamExecution) running).outputMode().toString());
        } catch (LinkageError e) {
            LOG.debug("This Spark does not show the output mode of a query", e);
            return Optional.empty();
        }
    }

    /** When a micro-batch of it was planned, which may have been in a run before. */
    public Optional<Instant> planned(long epoch) {
        try {
            if (query.isPresent() && query.get() instanceof StreamExecution execution) {
                Option<OffsetSeqMetadata> metadata =
                        execution.offsetLog().offsetSeqMetadataForBatchId(epoch);
                if (metadata.isDefined()) {
                    return Optional.of(Instant.ofEpochMilli(metadata.get().batchTimestampMs()));
                }
            }
        } catch (LinkageError | ClassCastException e) {
            LOG.debug("This Spark does not show when it planned a batch", e);
        }
        return Optional.empty();
    }

    /** Whether it is known to read from one source alone; its first progress tells. */
    public boolean hasOneSource() {
        if (!knowsSources) {
            Optional<StreamingQueryProgress> progress = query.map(StreamingQuery::lastProgress);
            knowsSources = progress.isPresent();
            isOnlySource = progress.isPresent() && progress.get().sources().length == 1;
        }
        return isOnlySource;
    }
}
