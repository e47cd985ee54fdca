package io.millrace.kafka.plan;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the topics of a stream in the background, so that a batch need not wait for it: the ends
 * of the batch are planned on what was seen last, and the look that began at the same time is over
 * before the batch reads. Used by one thread.
 */
final class TopicWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

    /** What is older is waited for. */
    private static final long MAX_AGE_NANOS = Duration.ofSeconds(2).toNanos();

    /** What is younger is not asked for again. */
    private static final long MIN_AGE_NANOS = Duration.ofMillis(20).toNanos();

    private record Dated(TopicSight sight, long nanoTime) {}

    private final Supplier<TopicSight> question;
    private final LongSupplier nanoClock;
    private final ExecutorService thread;
    private CompletableFuture<Dated> underway;
    private Dated last;

    /**
     * @param question asks the cluster, on a thread of this watch
     */
    TopicWatch(Supplier<TopicSight> question, LongSupplier nanoClock) {
        this.question = question;
        this.nanoClock = nanoClock;
        this.thread =
                Executors.newSingleThreadExecutor(
                        task -> {
                            Thread watcher = new Thread(task, "millrace-topic-watch");
                            watcher.setDaemon(true);
                            return watcher;
                        });
    }

    /** What was seen last, two seconds ago at the most. Waits only for what is older. */
    TopicSight recent() throws InterruptedException {
        if (underway != null && underway.isDone()) {
            takeAnswer();
        }
        return last == null || age(last) > MAX_AGE_NANOS ? now() : last.sight;
    }

    /** Begins to look anew, if what is known is not brand-new. */
    void look() {
        if (underway == null && (last == null || age(last) > MIN_AGE_NANOS)) {
            underway = CompletableFuture.supplyAsync(this::ask, thread);
        }
    }

    /** What the look that began last has shown; waits until it is over. */
    TopicSight settled() throws InterruptedException {
        if (underway != null) {
            return takeAnswer() ? last.sight : again();
        }
        return last == null ? again() : last.sight;
    }

    /** What is to be seen from now on; waits for it. */
    TopicSight again() throws InterruptedException {
        if (underway != null) {
            takeAnswer();
        }
        underway = CompletableFuture.supplyAsync(this::ask, thread);
        return await();
    }

    private TopicSight now() throws InterruptedException {
        return underway != null && takeAnswer() ? last.sight : again();
    }

    private Dated ask() {
        long began = nanoClock.getAsLong();
        return new Dated(question.get(), began);
    }

    /** Waits for the look that is under way. That it failed then says nothing about now. */
    private boolean takeAnswer() throws InterruptedException {
        try {
            await();
            return true;
        } catch (RuntimeException e) {
            LOG.debug("A look at the topics failed", e);
            return false;
        }
    }

    private TopicSight await() throws InterruptedException {
        CompletableFuture<Dated> answer = underway;
        try {
            last = answer.get();
            underway = null;
            return last.sight;
        } catch (ExecutionException e) {
            underway = null;
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        }
    }

    private long age(Dated sight) {
        return nanoClock.getAsLong() - sight.nanoTime;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
