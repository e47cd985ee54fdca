package io.millrace.kafka.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a reader of committed records is held up by a transaction that stays open, and whose
 * it is. Partitions whose end stands still are looked at now and then, which nobody waits for.
 * {@link #saw} is for one thread.
 */
final class OpenTransactionWatch {

    private static final Logger LOG = LoggerFactory.getLogger(OpenTransactionWatch.class);

    /** When a partition was first seen to end there, or was last looked at because of it. */
    private record Standing(long end, Instant asked) {}

    private record Suspect(long producerId, long offset, Instant since) {}

    private final Admin admin;
    private final Duration patience;
    private final InstantSource clock;
    private final Map<TopicPartition, Standing> standing = new HashMap<>();
    private final Map<TopicPartition, OpenTransaction> found = new ConcurrentHashMap<>();

    /** Of producers that do not tell when they began. */
    private final Map<TopicPartition, Suspect> suspects = new ConcurrentHashMap<>();

    /**
     * @param patience how long an end may stand still before it is asked why
     */
    OpenTransactionWatch(Admin admin, Duration patience, InstantSource clock) {
        this.admin = admin;
        this.patience = patience;
        this.clock = clock;
    }

    /** Partitions end there now, for a reader of committed records. */
    void saw(Map<TopicPartition, Long> ends) {
        Instant now = clock.instant();
        standing.keySet().retainAll(ends.keySet());
        Map<TopicPartition, Long> due = new HashMap<>();
        ends.forEach(
                (partition, end) -> {
                    Standing before = standing.get(partition);
                    if (before == null || before.end != end) {
                        standing.put(partition, new Standing(end, now));
                    } else if (!now.isBefore(before.asked.plus(patience))) {
                        standing.put(partition, new Standing(end, now));
                        due.put(partition, end);
                    }
                });
        found.values().removeIf(open -> !isStill(open, ends));
        if (!due.isEmpty()) {
            ask(due);
        }
    }

    private static boolean isStill(OpenTransaction open, Map<TopicPartition, Long> ends) {
        Long end = ends.get(open.partition());
        return end != null && end == open.offset();
    }

    /** What is known to hold the reader up. */
    Collection<OpenTransaction> found() {
        return List.copyOf(found.values());
    }

    private void ask(Map<TopicPartition, Long> stableEnds) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        stableEnds.keySet().forEach(partition -> specs.put(partition, OffsetSpec.latest()));
        stage(
                        admin.listOffsets(
                                        specs,
                                        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                                .all())
                .thenCompose(logEnds -> findOpen(stableEnds, logEnds))
                .thenCompose(this::name)
                .whenComplete(
                        (open, e) -> {
                            if (e != null) {
                                LOG.debug("Cannot look for open transactions", e);
                            } else {
                                open.stream().filter(this::isOld).forEach(this::tell);
                            }
                        });
    }

    private CompletionStage<List<OpenTransaction>> findOpen(
            Map<TopicPartition, Long> stableEnds,
            Map<TopicPartition, ListOffsetsResultInfo> logEnds) {
        Set<TopicPartition> held = new HashSet<>(stableEnds.keySet());
        held.removeIf(partition -> logEnds.get(partition).offset() <= stableEnds.get(partition));
        if (held.isEmpty()) {
            return CompletableFuture.completedStage(List.of());
        }
        return stage(admin.describeProducers(held).all())
                .thenApply(
                        producers -> {
                            List<OpenTransaction> open = new ArrayList<>();
                            producers.forEach(
                                    (partition, states) ->
                                            first(states, stableEnds.get(partition))
                                                    .map(
                                                            state ->
                                                                    open(
                                                                            partition,
                                                                            stableEnds,
                                                                            logEnds,
                                                                            state))
                                                    .ifPresent(open::add));
                            return open;
                        });
    }

    private static Optional<ProducerState> first(PartitionProducerState states, long stableEnd) {
        return states.activeProducers().stream()
                .filter(
                        state ->
                                state.currentTransactionStartOffset()
                                        .equals(OptionalLong.of(stableEnd)))
                .findFirst();
    }

    private static OpenTransaction open(
            TopicPartition partition,
            Map<TopicPartition, Long> stableEnds,
            Map<TopicPartition, ListOffsetsResultInfo> logEnds,
            ProducerState state) {
        long from = stableEnds.get(partition);
        return new OpenTransaction(
                partition,
                from,
                logEnds.get(partition).offset() - from,
                state.producerId(),
                Optional.empty(),
                Optional.empty());
    }

    /** What their producers are called. Who may not know goes on without. */
    private CompletionStage<List<OpenTransaction>> name(List<OpenTransaction> open) {
        if (open.isEmpty()) {
            return CompletableFuture.completedStage(open);
        }
        Set<Long> producers =
                open.stream().map(OpenTransaction::producerId).collect(Collectors.toSet());
        return stage(
                        admin.listTransactions(
                                        new ListTransactionsOptions().filterProducerIds(producers))
                                .all())
                .thenCompose(
                        listed ->
                                stage(
                                        admin.describeTransactions(
                                                        listed.stream()
                                                                .map(
                                                                        TransactionListing
                                                                                ::transactionalId)
                                                                .toList())
                                                .all()))
                .thenApply(described -> named(open, described))
                .exceptionally(
                        e -> {
                            LOG.debug("Cannot tell the names of {}", open, e);
                            return open;
                        });
    }

    private static List<OpenTransaction> named(
            List<OpenTransaction> open, Map<String, TransactionDescription> described) {
        return open.stream()
                .map(
                        one ->
                                described.entrySet().stream()
                                        .filter(
                                                entry ->
                                                        entry.getValue().producerId()
                                                                == one.producerId())
                                        .findFirst()
                                        .map(entry -> named(one, entry))
                                        .orElse(one))
                .toList();
    }

    private static OpenTransaction named(
            OpenTransaction one, Map.Entry<String, TransactionDescription> known) {
        OptionalLong start = known.getValue().transactionStartTimeMs();
        return new OpenTransaction(
                one.partition(),
                one.offset(),
                one.waiting(),
                one.producerId(),
                Optional.of(known.getKey()),
                start.isPresent()
                        ? Optional.of(Instant.ofEpochMilli(start.getAsLong()))
                        : Optional.empty());
    }

    /** A partition may have been idle until a moment ago, when a transaction was begun there. */
    private boolean isOld(OpenTransaction open) {
        Instant since = open.since().orElseGet(() -> suspected(open));
        return !clock.instant().isBefore(since.plus(patience));
    }

    /** When the producer was first found there; now, if it was not. */
    private Instant suspected(OpenTransaction open) {
        Suspect before = suspects.get(open.partition());
        boolean same =
                before != null
                        && before.producerId == open.producerId()
                        && before.offset == open.offset();
        Instant since = same ? before.since : clock.instant();
        suspects.put(open.partition(), new Suspect(open.producerId(), open.offset(), since));
        return since;
    }

    private void tell(OpenTransaction open) {
        found.put(open.partition(), open);
        LOG.warn(
                "Cannot read on in partition {} at offset {}: producer {}{} has had a transaction"
                        + " open{}, and the {} offsets from there on wait for it. They can be read"
                        + " when it commits or aborts, or when its transaction.timeout.ms has passed;"
                        + " to end it now: kafka-transactions.sh abort --topic {} --partition {}"
                        + " --start-offset {}",
                open.partition(),
                open.offset(),
                open.producerId(),
                open.transactionalId().map(id -> " (transactional.id '" + id + "')").orElse(""),
                open.since()
                        .map(since -> Duration.between(since, clock.instant()).toSeconds())
                        .map(seconds -> " for " + seconds + " s")
                        .orElse(""),
                open.waiting(),
                open.partition().topic(),
                open.partition().partition(),
                open.offset());
    }

    private static <T> CompletionStage<T> stage(KafkaFuture<T> future) {
        return future.toCompletionStage();
    }
}
