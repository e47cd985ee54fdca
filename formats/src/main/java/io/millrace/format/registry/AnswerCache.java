package io.millrace.format.registry;

import io.millrace.common.error.MillraceException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps answers of the registry: the good ones for a given time, that something is not there for a
 * short one, other failures not at all. Threads that ask for the same at once share one request.
 * The answer that was not asked for longest is given up when there are too many.
 */
final class AnswerCache<K, V> {

    /** Long enough to spare the registry a burst, short enough for a schema just registered. */
    private static final Duration NEGATIVE_TTL = Duration.ofSeconds(5);

    private final int capacity;
    private final long ttlNanos;
    private final LongSupplier nanoClock;
    private final Map<K, Answer<V>> answers = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<K, CompletableFuture<V>> asked = new LinkedHashMap<>();

    private record Answer<V>(V value, MillraceException absence, long since) {}

    AnswerCache(int capacity, Duration ttl, LongSupplier nanoClock) {
        this.capacity = capacity;
        this.ttlNanos = ttl.toNanos();
        this.nanoClock = nanoClock;
    }

    V get(K key, Supplier<V> request) {
        while (true) {
            CompletableFuture<V> pending;
            boolean first;
            Answer<V> known;
            synchronized (this) {
                known = answers.get(key);
                if (known != null && isFresh(known)) {
                    return valueOf(known);
                }
                pending = asked.get(key);
                first = pending == null;
                if (first) {
                    pending = new CompletableFuture<>();
                    asked.put(key, pending);
                }
            }
            if (first) {
                return ask(key, request, known, pending);
            }
            try {
                return pending.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof MillraceException failure) {
                    if (failure.code() == RegistryError.REGISTRY_INTERRUPTED) {
                        // Another's thread was, not this one.
                        continue;
                    }
                    throw failure;
                }
                throw e;
            }
        }
    }

    private V ask(K key, Supplier<V> request, Answer<V> known, CompletableFuture<V> pending) {
        try {
            V value = request.get();
            finish(key, new Answer<>(value, null, nanoClock.getAsLong()));
            pending.complete(value);
            return value;
        } catch (MillraceException e) {
            if (isAbsence(e)) {
                finish(key, new Answer<>(null, e, nanoClock.getAsLong()));
            } else if (known != null && known.value() != null && e.code().retriable()) {
                // Asked again soon, but not by each that wants to know.
                finish(key, new Answer<>(known.value(), null, soonStale()));
                pending.complete(known.value());
                return known.value();
            }
            finish(key, null);
            pending.completeExceptionally(e);
            throw e;
        } catch (RuntimeException | Error e) {
            finish(key, null);
            pending.completeExceptionally(e);
            throw e;
        }
    }

    /** The time of an answer that is fresh for as long as an absence is. */
    private long soonStale() {
        long now = nanoClock.getAsLong();
        return Math.min(now, now - ttlNanos + NEGATIVE_TTL.toNanos());
    }

    private synchronized void finish(K key, Answer<V> answer) {
        asked.remove(key);
        if (answer != null) {
            answers.put(key, answer);
            if (answers.size() > capacity) {
                answers.remove(answers.keySet().iterator().next());
            }
        }
    }

    private boolean isFresh(Answer<V> answer) {
        long ttl = answer.absence() == null ? ttlNanos : NEGATIVE_TTL.toNanos();
        return nanoClock.getAsLong() - answer.since() < ttl;
    }

    private static <V> V valueOf(Answer<V> answer) {
        if (answer.absence() != null) {
            throw answer.absence();
        }
        return answer.value();
    }

    private static boolean isAbsence(MillraceException e) {
        return e.code() == RegistryError.SCHEMA_NOT_FOUND
                || e.code() == RegistryError.SUBJECT_NOT_FOUND;
    }
}
