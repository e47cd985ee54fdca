package io.millrace.spark.sink.kafka;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.TaskTransaction;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The transactions of the tasks of the sink that run in this process, for whoever has more to say
 * in the same transaction: what reads in a task may run in another thread than what writes.
 * Thread-safe.
 */
public final class TaskTransactions {

    private static final Map<Long, Running> RUNNING = new ConcurrentHashMap<>();

    private record Running(KafkaConnection connection, TaskTransaction transaction) {}

    private TaskTransactions() {}

    static void begin(long taskAttempt, KafkaConnection connection, TaskTransaction transaction) {
        RUNNING.put(taskAttempt, new Running(connection, transaction));
    }

    static void end(long taskAttempt) {
        RUNNING.remove(taskAttempt);
    }

    /**
     * The transaction of a task, if the task writes exactly once to this cluster, with the same
     * login; how its producer is set makes no difference.
     *
     * @param taskAttempt the id that Spark gives each attempt of a task
     */
    public static Optional<TaskTransaction> of(long taskAttempt, KafkaConnection connection) {
        return Optional.ofNullable(RUNNING.get(taskAttempt))
                .filter(running -> running.connection().isSameLogin(connection))
                .map(Running::transaction);
    }
}
