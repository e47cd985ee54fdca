package io.millrace.spark.checkpoint.lease;

import io.millrace.common.error.MillraceException;
import io.millrace.common.option.DurationText;
import io.millrace.spark.checkpoint.CheckpointError;
import io.millrace.spark.checkpoint.PartFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of one run to work on the checkpoints of a pipeline. It is given back when this is
 * closed, and lost when the process dies: at once to another run on the same machine, to one on
 * another machine when no sign of life has come for half a minute. Thread-safe.
 */
public final class PipelineLease implements AutoCloseable {

    /** Where leases are kept, in the directory of the pipeline's checkpoints. */
    public static final String DIRECTORY = ".lease";

    private static final Logger LOG = LoggerFactory.getLogger(PipelineLease.class);

    private final String checkpoints;
    private final LeaseKeeper keeper;
    private final Optional<OwnerLock> lock;
    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "lease");
                        thread.setDaemon(true);
                        return thread;
                    });
    private Consumer<MillraceException> onLost = lost -> {};
    private MillraceException lost;

    private PipelineLease(String checkpoints, LeaseKeeper keeper, Optional<OwnerLock> lock) {
        this.checkpoints = checkpoints;
        this.keeper = keeper;
        this.lock = lock;
    }

    /**
     * Takes the lease.
     *
     * @param checkpoints the directory of a pipeline's checkpoints, any file system of Hadoop
     * @throws MillraceException LEASE_HELD naming who has it; LEASE_FAILED if it cannot be written
     */
    public static PipelineLease take(String checkpoints, Configuration hadoop, Claim claim) {
        return take(checkpoints, hadoop, claim, ProcessIdentity.ofThis(), LeaseTimes.USUAL);
    }

    static PipelineLease take(
            String checkpoints,
            Configuration hadoop,
            Claim claim,
            ProcessIdentity process,
            LeaseTimes times) {
        Optional<OwnerLock> lock = Optional.empty();
        PipelineLease lease = null;
        try {
            Path directory = new Path(checkpoints, DIRECTORY);
            FileLeaseLog log = new FileLeaseLog(directory, hadoop);
            if (log.isLocal()) {
                lock = OwnerLock.tryTake(java.nio.file.Path.of(directory.toUri().getPath()));
            }
            lease = take(checkpoints, log, lock, claim, process, times);
            if (log.isLocal()) {
                // Whoever was writing them is dead.
                PartFiles.sweep(java.nio.file.Path.of(new Path(checkpoints).toUri().getPath()));
            }
            return lease;
        } catch (Exception e) {
            // Scala throws checked exceptions undeclared.
            throw MillraceException.findIn(e)
                    .orElseGet(
                            () -> CheckpointError.LEASE_FAILED.causedBy(e, checkpoints, reason(e)));
        } finally {
            if (lease == null) {
                lock.ifPresent(PipelineLease::unlock);
            }
        }
    }

    private static PipelineLease take(
            String checkpoints,
            FileLeaseLog log,
            Optional<OwnerLock> lock,
            Claim claim,
            ProcessIdentity process,
            LeaseTimes times)
            throws IOException {
        LeaseOwner owner = new LeaseOwner(UUID.randomUUID().toString(), process, Instant.now());
        LeaseEntry.Held wanted = new LeaseEntry.Held(owner, lock.isPresent());
        LeaseClaim.Outcome outcome;
        try {
            outcome =
                    new LeaseClaim(
                                    log,
                                    wanted,
                                    claim,
                                    times,
                                    held -> liveness(process, held, lock.isPresent()))
                            .finish();
        } catch (IllegalArgumentException e) {
            throw CheckpointError.LEASE_UNREADABLE.causedBy(
                    e, checkpoints, log.last().orElse(0), e.getMessage());
        }
        if (outcome instanceof LeaseClaim.Outcome.Refused refused) {
            throw held(checkpoints, refused, times);
        }
        LeaseClaim.Outcome.Taken taken = (LeaseClaim.Outcome.Taken) outcome;
        LeaseKeeper keeper =
                new LeaseKeeper(
                        log, taken.number(), owner, times, Duration.ofNanos(System.nanoTime()));
        PipelineLease lease = new PipelineLease(checkpoints, keeper, lock);
        long period = times.beat().toMillis();
        lease.beats.scheduleWithFixedDelay(lease::beat, period, period, TimeUnit.MILLISECONDS);
        return lease;
    }

    private static Liveness liveness(
            ProcessIdentity process, LeaseEntry.Held held, boolean hasLock) {
        ProcessIdentity holder = held.owner().process();
        if (held.locked() && holder.sharesKernelWith(process)) {
            return hasLock ? Liveness.GONE : Liveness.ALIVE;
        }
        if (holder.sharesProcessesWith(process)) {
            return holder.isAlive() ? Liveness.ALIVE : Liveness.GONE;
        }
        return Liveness.UNKNOWN;
    }

    private static MillraceException held(
            String checkpoints, LeaseClaim.Outcome.Refused refused, LeaseTimes times) {
        LeaseOwner owner = refused.holder().owner();
        return CheckpointError.LEASE_HELD.exception(
                checkpoints,
                owner.process().pid(),
                owner.process().host(),
                owner.since().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                refused.sinceBeat().toMillis() / 1_000.0 + " s",
                DurationText.format(times.expiry()));
    }

    private static String reason(Exception e) {
        return e instanceof FileSystemException file && file.getReason() == null
                ? e.getClass().getSimpleName() + " " + e.getMessage()
                : String.valueOf(e.getMessage());
    }

    private void beat() {
        Optional<String> loss = keeper.beat(Duration.ofNanos(System.nanoTime()));
        if (loss.isPresent()) {
            beats.shutdown();
            tell(CheckpointError.LEASE_LOST.exception(checkpoints, loss.get()));
        }
    }

    private synchronized void tell(MillraceException loss) {
        LOG.error(loss.getMessage());
        lost = loss;
        onLost.accept(loss);
    }

    /** What to do when the lease is lost; done at once if it is already. */
    public synchronized void onLost(Consumer<MillraceException> action) {
        onLost = action;
        if (lost != null) {
            action.accept(lost);
        }
    }

    /** Gives the lease back. */
    @Override
    public void close() {
        beats.shutdownNow();
        // Who is told to stop gives back what it has, too.
        boolean interrupted = Thread.interrupted();
        try {
            // The keeper is not shared with a beat that is still under way.
            if (beats.awaitTermination(2, TimeUnit.SECONDS)) {
                keeper.release();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "Cannot give the lease of {} back; it ends by itself: {}",
                    checkpoints,
                    e.toString());
        } finally {
            lock.ifPresent(PipelineLease::unlock);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void unlock(OwnerLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("Cannot unlock a lease: {}", e.toString());
        }
    }
}
