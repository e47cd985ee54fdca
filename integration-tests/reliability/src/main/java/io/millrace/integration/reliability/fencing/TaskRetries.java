package io.millrace.integration.reliability.fencing;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;

/** Says which tasks fail, and how long after its first failure a task had committed. */
final class TaskRetries extends SparkListener {

    /** Said with the stage and the number of the task. */
    static final String FAILED = "failed ";

    /** Said with milliseconds. */
    static final String RETRIED = "retried ";

    private final Map<String, Long> failed = new HashMap<>();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        TaskInfo task = end.taskInfo();
        String which = end.stageId() + "/" + task.index();
        if (!task.successful()) {
            failed.putIfAbsent(which, task.finishTime());
            System.out.println(FAILED + which);
        } else if (failed.containsKey(which)) {
            System.out.println(RETRIED + (task.finishTime() - failed.remove(which)));
        }
    }
}
