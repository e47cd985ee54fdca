package io.millrace.pipeline.run;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;
import scala.jdk.javaapi.CollectionConverters;

/** The tasks of streaming queries that run, and when each query last moved. Thread-safe. */
final class RunningTasks extends SparkListener {

    private static final String QUERY_ID = "sql.streaming.queryId";
    private static final String BATCH_ID = "streaming.sql.batchId";

    /** A task, with what it has counted when it was last heard of. */
    private static final class Task {
        private final TaskPlace place;
        private final String query;
        private double counted;

        private Task(TaskPlace place, String query) {
            this.place = place;
            this.query = query;
        }
    }

    private record Job(String query, String batch) {}

    private final Map<Integer, Job> jobsOfStages = new HashMap<>();
    private final Map<Integer, List<Object>> stagesOfJobs = new HashMap<>();
    private final Map<Long, Task> tasks = new HashMap<>();
    private final Map<String, Long> movedAt = new HashMap<>();

    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        Properties properties = start.properties();
        String query = properties == null ? null : properties.getProperty(QUERY_ID);
        if (query != null) {
            Job job = new Job(query, properties.getProperty(BATCH_ID, "?"));
            List<Object> stages = CollectionConverters.asJava(start.stageIds());
            stages.forEach(stage -> jobsOfStages.put((Integer) stage, job));
            stagesOfJobs.put(start.jobId(), stages);
            moved(query);
        }
    }

    @Override
    public synchronized void onJobEnd(SparkListenerJobEnd end) {
        stagesOfJobs.getOrDefault(end.jobId(), List.of()).forEach(jobsOfStages::remove);
        stagesOfJobs.remove(end.jobId());
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
        Job job = jobsOfStages.get(start.stageId());
        if (job != null) {
            TaskInfo task = start.taskInfo();
            TaskPlace place =
                    new TaskPlace(
                            job.batch(),
                            start.stageId(),
                            task.index(),
                            task.host(),
                            task.executorId());
            tasks.put(task.taskId(), new Task(place, job.query()));
            moved(job.query());
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        Task task = tasks.remove(end.taskInfo().taskId());
        if (task != null) {
            moved(task.query);
        }
    }

    @Override
    public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        CollectionConverters.asJava(update.accumUpdates())
                .forEach(
                        each -> {
                            Task task = tasks.get((Long) each._1());
                            double counted = 0;
                            for (AccumulableInfo value : CollectionConverters.asJava(each._4())) {
                                counted += TaskCounts.of(value);
                            }
                            if (task != null && task.counted != counted) {
                                task.counted = counted;
                                moved(task.query);
                            }
                        });
    }

    /** The query has done something. */
    synchronized void moved(String query) {
        movedAt.put(query, System.nanoTime());
    }

    /** When the query last did something; now if it never has. */
    synchronized long movedAt(String query) {
        return movedAt.computeIfAbsent(query, q -> System.nanoTime());
    }

    /** The task of the query that has run longest. */
    synchronized Optional<TaskPlace> oldest(String query) {
        return tasks.entrySet().stream()
                .filter(task -> task.getValue().query.equals(query))
                .min(Comparator.comparing(Map.Entry::getKey))
                .map(task -> task.getValue().place);
    }
}
