package io.millrace.dstream.receiver;

import io.millrace.common.error.MillraceException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.mutable.ArrayBuffer;

/** One thread of a receiver: polls its source, stores blocks, acknowledges them, opens it anew. */
final class ReceiverThread<T> implements Runnable, PendingBlock<T> {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverThread.class);
    private static final Duration POLL_LIMIT = Duration.ofMillis(50);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /** Blocks are tasks: large ones are seldom worth waiting for. */
    private static final int FULL = 50_000;

    private final ReliableReceiver<T> receiver;
    private final int number;
    private final long interval;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Backoff backoff = new Backoff();
    private final Pace pace = new Pace();
    private ArrayBuffer<T> records = new ArrayBuffer<>();
    private AcknowledgedSource<T> source;
    private long due;

    ReceiverThread(ReliableReceiver<T> receiver, int number, Duration blockInterval) {
        this.receiver = receiver;
        this.number = number;
        this.interval = blockInterval.toNanos();
        this.thread = new Thread(this, "millrace-receiver-" + receiver.streamId() + "-" + number);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void requestStop() {
        stopping.countDown();
    }

    /** Waits until the last block is stored; interrupts what takes too long. */
    void awaitStop() {
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(STOP_LIMIT.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    @Override
    public void run() {
        try {
            while (!isStopping()) {
                try {
                    receive();
                } catch (InterruptedException e) {
                    requestStop();
                } catch (Exception e) {
                    pauseAfter(e);
                }
            }
            storeLast();
        } catch (InterruptedException e) {
            requestStop();
        } catch (Error e) {
            // Such as a class that is not there: opening the source again does not mend it.
            receiver.stop("Cannot receive from " + receiver.describe(), e);
            throw e;
        }
    }

    private void receive() throws Exception {
        try (AcknowledgedSource<T> opened = receiver.open(number)) {
            source = opened;
            try {
                pollUntilStopped(opened);
            } catch (Exception e) {
                if (opened.givesAgain()) {
                    records = new ArrayBuffer<>();
                }
                throw e;
            }
        }
    }

    private void pollUntilStopped(AcknowledgedSource<T> opened) throws Exception {
        while (!isStopping()) {
            long now = System.nanoTime();
            if (!records.isEmpty() && (now - due >= 0 || records.size() >= FULL)) {
                store();
            }
            Duration held = pace.left(now);
            if (held.isZero()) {
                opened.poll(this, POLL_LIMIT);
            } else {
                opened.holdBack(this, held.compareTo(POLL_LIMIT) < 0 ? held : POLL_LIMIT);
            }
        }
        store();
    }

    @Override
    public void add(T record) {
        if (records.isEmpty()) {
            due = System.nanoTime() + interval;
        }
        records.addOne(record);
    }

    @Override
    public void store() {
        int count = records.size();
        if (count > 0) {
            receiver.store(records);
            records = new ArrayBuffer<>();
            pace.letIn(count, receiver.rateLimit(), System.nanoTime());
        }
        try {
            source.acknowledge();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Cannot acknowledge " + count + " records", e);
        }
        backoff.succeeded();
    }

    private void pauseAfter(Exception failure) throws InterruptedException {
        if (isStopping()) {
            LOG.debug("Receiving from {} has ended", receiver.describe(), failure);
            return;
        }
        Duration wait = backoff.afterFailure();
        String reason =
                MillraceException.findIn(failure)
                        .map(MillraceException::text)
                        .orElseGet(failure::toString);
        receiver.reportError(
                ReceiverError.RECEIVER_INTERRUPTED
                        .exception(receiver.describe(), reason, wait.toMillis())
                        .getMessage(),
                failure);
        if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("Stopped while waiting to receive again");
        }
    }

    /** Records that their sender does not keep and that could not be stored before. */
    private void storeLast() {
        if (records.isEmpty()) {
            return;
        }
        try {
            receiver.store(records);
        } catch (Exception e) {
            LOG.error(
                    "{} records received from {} are LOST: they could not be stored before the end,"
                            + " and their sender does not keep them",
                    records.size(),
                    receiver.describe(),
                    e);
        }
    }
}
