package io.millrace.spark.checkpoint.lease;

import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A log in memory, by a clock that is given. */
final class MemoryLeaseLog implements LeaseLog {

    private final TreeMap<Long, LeaseEntry> entries = new TreeMap<>();
    private final Map<Long, Duration> beats = new HashMap<>();
    private final Supplier<Duration> clock;

    MemoryLeaseLog(Supplier<Duration> clock) {
        this.clock = clock;
    }

    @Override
    public OptionalLong last() {
        return entries.isEmpty() ? OptionalLong.empty() : OptionalLong.of(entries.lastKey());
    }

    @Override
    public LeaseEntry read(long number) throws FileNotFoundException {
        LeaseEntry entry = entries.get(number);
        if (entry == null) {
            throw new FileNotFoundException("entry " + number);
        }
        return entry;
    }

    @Override
    public boolean create(long number, LeaseEntry entry) {
        beats.putIfAbsent(number, clock.get());
        return entries.putIfAbsent(number, entry) == null;
    }

    @Override
    public void delete(long number) {
        entries.remove(number);
        beats.remove(number);
    }

    @Override
    public void beat(long number) {
        beats.put(number, clock.get());
    }

    @Override
    public Duration sinceBeat(long number) {
        return clock.get().minus(beats.getOrDefault(number, Duration.ZERO));
    }
}
