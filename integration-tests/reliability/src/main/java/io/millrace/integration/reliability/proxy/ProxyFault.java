package io.millrace.integration.reliability.proxy;

import io.millrace.integration.reliability.proxy.Frame.Way;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.protocol.ApiKeys;

/** What happens to frames on their way. Thread-safe. */
public sealed interface ProxyFault {

    /** Whether the frame meets with it. */
    boolean meets(Frame frame);

    /** Does it; returns false if the connection is cut instead of passing the frame on. */
    boolean letsPass() throws InterruptedException;

    /** Frames come later, with all that comes behind them. */
    record Late(Set<ApiKeys> apis, Way way, Duration by) implements ProxyFault {

        @Override
        public boolean meets(Frame frame) {
            return apis.contains(frame.api()) && way == frame.way();
        }

        @Override
        public boolean letsPass() throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(by.toNanos());
            return true;
        }
    }

    /** Everything comes later. */
    record Slow(Duration by) implements ProxyFault {

        @Override
        public boolean meets(Frame frame) {
            return true;
        }

        @Override
        public boolean letsPass() throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(by.toNanos());
            return true;
        }
    }

    /** The connection is cut where the frame should have passed. */
    record Cut(Set<ApiKeys> apis, Way way) implements ProxyFault {

        @Override
        public boolean meets(Frame frame) {
            return apis.contains(frame.api()) && way == frame.way();
        }

        @Override
        public boolean letsPass() {
            return false;
        }
    }

    /**
     * Requests are held back until they are released, and reach the broker then, also when whoever
     * sent them has given up.
     */
    final class Held implements ProxyFault {

        private final Set<ApiKeys> apis;
        private final CountDownLatch released = new CountDownLatch(1);
        private final CountDownLatch met = new CountDownLatch(1);

        public Held(Set<ApiKeys> apis) {
            this.apis = Set.copyOf(apis);
        }

        @Override
        public boolean meets(Frame frame) {
            return apis.contains(frame.api()) && frame.way() == Way.REQUEST;
        }

        @Override
        public boolean letsPass() throws InterruptedException {
            met.countDown();
            released.await();
            return true;
        }

        /** Whether a request is or was held back. */
        public boolean hasMet() {
            return met.getCount() == 0;
        }

        /** Lets what is held back go. */
        public void release() {
            released.countDown();
        }
    }

    /** Nothing passes, and nothing says so, until it is ended. */
    final class Silence implements ProxyFault {

        private final CountDownLatch over = new CountDownLatch(1);

        @Override
        public boolean meets(Frame frame) {
            return true;
        }

        @Override
        public boolean letsPass() throws InterruptedException {
            over.await();
            return true;
        }

        /** Lets everything pass again. */
        public void end() {
            over.countDown();
        }
    }
}
