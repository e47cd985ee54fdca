package io.millrace.kafka.transaction;

import io.millrace.kafka.client.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the transactional producers of this process from micro-batch to micro-batch, one for each
 * transactional id, and closes what has not been used for a while. A producer that somebody uses is
 * not in the pool: a second attempt of the same task gets a new one, which takes the id away from
 * the first. Thread-safe.
 */
public final class TransactionPool {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionPool.class);
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(2);

    private final Function<KafkaConnection, TransactionCluster> clusters;
    private final Executor closing;
    private final Map<KafkaConnection, TransactionCluster> open = new HashMap<>();
    private final Map<Key, KeptProducer> kept = new HashMap<>();

    /** Transactions that are open, and producers that are being closed. */
    private int unfinished;

    private record Key(KafkaConnection connection, String id) {}

    /** A producer whose last transaction is committed, and what that was. */
    record KeptProducer(Producer<byte[], byte[]> producer, CommitToken last, long since) {}

    private static final class Shared {
        private static final TransactionPool POOL = open();

        private static TransactionPool open() {
            TransactionPool pool =
                    new TransactionPool(
                            KafkaTransactionCluster::new,
                            Executors.newCachedThreadPool(task -> daemon(task, "closer")));
            ScheduledExecutorService sweeper =
                    Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "sweeper"));
            long period = IDLE_LIMIT.toMillis() / 4;
            sweeper.scheduleWithFixedDelay(pool::closeIdle, period, period, TimeUnit.MILLISECONDS);
            return pool;
        }

        private static Thread daemon(Runnable task, String name) {
            Thread thread = new Thread(task, "millrace-transaction-" + name);
            thread.setDaemon(true);
            return thread;
        }
    }

    /**
     * @param clusters how to reach a cluster
     * @param closing runs what may wait for a broker and nobody waits for
     */
    public TransactionPool(
            Function<KafkaConnection, TransactionCluster> clusters, Executor closing) {
        this.clusters = clusters;
        this.closing = closing;
    }

    /** The pool of this process. */
    public static TransactionPool shared() {
        return Shared.POOL;
    }

    /** The cluster at the end of a connection. */
    public TransactionCluster cluster(KafkaConnection connection) {
        synchronized (kept) {
            return open.computeIfAbsent(connection, clusters);
        }
    }

    /** Takes a producer out, if there is one. */
    KeptProducer take(KafkaConnection connection, String id) {
        synchronized (kept) {
            return kept.remove(new Key(connection, id));
        }
    }

    /** Puts a producer in, whose transaction is committed. */
    void keep(
            KafkaConnection connection,
            String id,
            Producer<byte[], byte[]> producer,
            CommitToken last) {
        KeptProducer before;
        synchronized (kept) {
            before =
                    kept.put(
                            new Key(connection, id),
                            new KeptProducer(producer, last, System.nanoTime()));
        }
        if (before != null) {
            close(before.producer());
        }
    }

    /** Aborts the transaction of a producer and closes it, without waiting for that. */
    void abort(Producer<byte[], byte[]> producer) {
        inBackground(
                () -> {
                    try {
                        producer.abortTransaction();
                    } catch (KafkaException | IllegalStateException e) {
                        // Whoever takes its id next aborts what it has left.
                        LOG.debug("Aborting a transaction failed", e);
                    } finally {
                        producer.close(Duration.ZERO);
                    }
                });
    }

    /** Closes a producer, without waiting for that. */
    void close(Producer<byte[], byte[]> producer) {
        inBackground(() -> producer.close(Duration.ZERO));
    }

    private void inBackground(Runnable work) {
        begun();
        closing.execute(
                () -> {
                    try {
                        work.run();
                    } catch (KafkaException e) {
                        LOG.debug("Closing a producer failed", e);
                    } finally {
                        ended();
                    }
                });
    }

    /** A transaction has begun. */
    void begun() {
        synchronized (kept) {
            unfinished++;
        }
    }

    /** A transaction that had begun is over, or left to somebody else to end. */
    void ended() {
        synchronized (kept) {
            unfinished--;
            kept.notifyAll();
        }
    }

    /**
     * Waits until no task of this process has a transaction open, for no longer than the limit:
     * those of queries that were stopped are about to be aborted.
     *
     * @return whether there is none
     */
    public boolean awaitNoneOpen(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (kept) {
            while (unfinished > 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                kept.wait(left);
            }
            return true;
        }
    }

    private void closeIdle() {
        List<AutoCloseable> idle = new ArrayList<>();
        synchronized (kept) {
            long before = System.nanoTime() - IDLE_LIMIT.toNanos();
            kept.values()
                    .removeIf(
                            producer -> {
                                boolean old = producer.since() - before < 0;
                                if (old) {
                                    idle.add(() -> producer.producer().close(Duration.ZERO));
                                }
                                return old;
                            });
        }
        for (AutoCloseable one : idle) {
            try {
                one.close();
            } catch (Exception e) {
                LOG.debug("Closing an idle producer failed", e);
            }
        }
    }
}
