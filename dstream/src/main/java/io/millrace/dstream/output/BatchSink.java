package io.millrace.dstream.output;

import java.io.Serializable;

/** Something that batches are written to. In the checkpoint with the stream. */
interface BatchSink<T> extends Serializable {

    /**
     * Begins a run: the ones before write no more.
     *
     * @throws io.millrace.common.error.MillraceException if what is there does not fit
     */
    SinkSession<T> begin(BatchStart start);
}
