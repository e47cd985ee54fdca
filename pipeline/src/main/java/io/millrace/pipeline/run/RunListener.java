package io.millrace.pipeline.run;

import io.millrace.common.error.MillraceException;
import java.time.Duration;

/** Is told how a pipeline runs; called from threads of the engine, must be quick. */
public interface RunListener {

    /** A topic that is written to was not there and has been created. */
    default void topicCreated(String topic) {}

    /** A flow has begun. */
    default void flowStarted(String flow) {}

    /** A micro-batch of a flow is done. */
    default void progressed(FlowProgress progress) {}

    /** A flow has failed of something that may pass, and is started again after a while. */
    default void flowInterrupted(String flow, MillraceException reason, Duration wait) {}

    /** A flow has ended, by itself, by a stop or by a failure. */
    default void flowEnded(String flow) {}
}
