package io.millrace.broker;

import java.util.function.Consumer;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the faults of one broker arrive that Kafka would end the process for. The other faults are
 * logged, as Kafka does.
 */
final class FatalFaults implements FaultHandlerFactory {

    private static final Logger LOG = LoggerFactory.getLogger(FatalFaults.class);

    private final Consumer<Throwable> whenFatal;

    /**
     * @param whenFatal told of each fatal fault, on the thread that has met it
     */
    FatalFaults(Consumer<Throwable> whenFatal) {
        this.whenFatal = whenFatal;
    }

    void report(Throwable fault) {
        whenFatal.accept(fault);
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        return (message, cause) -> {
            LOG.error("Encountered {} fault: {}", name, message, cause);
            action.run();
            IllegalStateException fault =
                    new IllegalStateException(name + " fault: " + message, cause);
            if (fatal) {
                report(fault);
            }
            return fault;
        };
    }
}
