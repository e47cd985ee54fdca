package io.millrace.integration.reliability.campaign;

import org.apache.spark.sql.streaming.StreamingQueryListener;

/** Writes down why each flow ended: of two that fail at a time, the pipeline reports one. */
final class FlowEnds extends StreamingQueryListener {

    private static final long serialVersionUID = 1L;

    private final transient History history;

    FlowEnds(History history) {
        this.history = history;
    }

    @Override
    public void onQueryStarted(QueryStartedEvent event) {}

    @Override
    public void onQueryProgress(QueryProgressEvent event) {}

    @Override
    public void onQueryTerminated(QueryTerminatedEvent event) {
        if (event.exception().isDefined()) {
            history.add("flow ended", "reason", event.exception().get());
        }
    }
}
