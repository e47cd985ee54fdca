package io.millrace.dstream.receiver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerReceiverError;

/** What receivers report to the driver. */
final class ReportedErrors implements StreamingListener {

    private final List<String> texts = new CopyOnWriteArrayList<>();

    @Override
    public void onReceiverError(StreamingListenerReceiverError error) {
        texts.add(error.receiverInfo().lastErrorMessage());
    }

    List<String> all() {
        return texts;
    }
}
