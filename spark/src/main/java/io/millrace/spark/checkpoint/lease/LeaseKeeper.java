package io.millrace.spark.checkpoint.lease;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Renews a lease, and notices when it is lost. Not thread-safe. */
final class LeaseKeeper {

    private final LeaseLog log;
    private final long number;
    private final LeaseOwner owner;
    private final LeaseTimes times;
    private Duration renewed;

    /**
     * @param number of the entry that the owner has written
     * @param now a time that only goes forward
     */
    LeaseKeeper(LeaseLog log, long number, LeaseOwner owner, LeaseTimes times, Duration now) {
        this.log = log;
        this.number = number;
        this.owner = owner;
        this.times = times;
        this.renewed = now;
    }

    /** Gives a sign of life; why the lease is lost, if it is. */
    Optional<String> beat(Duration now) {
        try {
            Optional<String> loss = loss();
            if (loss.isEmpty()) {
                log.beat(number);
                renewed = now;
            }
            return loss;
        } catch (IOException | RuntimeException e) {
            Duration silent = now.minus(renewed);
            return silent.compareTo(times.patience()) < 0
                    ? Optional.empty()
                    : Optional.of(
                            "no sign of life could be written for "
                                    + silent.toSeconds()
                                    + " s, after which others may take its place: "
                                    + e);
        }
    }

    private Optional<String> loss() throws IOException {
        OptionalLong last = log.last();
        if (last.isEmpty()) {
            return Optional.of("its lease is gone, as if somebody had deleted the directory");
        }
        LeaseEntry entry = log.read(last.getAsLong());
        if (last.getAsLong() == number && entry.owner().run().equals(owner.run())) {
            return Optional.empty();
        }
        return Optional.of(
                "process "
                        + entry.owner().process().pid()
                        + " on host '"
                        + entry.owner().process().host()
                        + "' has taken its place at "
                        + entry.owner().since());
    }

    /** Gives the lease back, if it is still there to be given. */
    void release() throws IOException {
        if (loss().isEmpty() && log.create(number + 1, new LeaseEntry.Free(owner))) {
            log.delete(number);
        }
    }
}
