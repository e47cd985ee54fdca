package io.millrace.integration.reliability.fencing;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.BatchPlan;
import io.millrace.kafka.transaction.KafkaTransactionCluster;
import io.millrace.kafka.transaction.RunStart;
import io.millrace.kafka.transaction.RunStart.NewLineage;
import io.millrace.kafka.transaction.SinkRun;
import io.millrace.kafka.transaction.TaskIdentity;
import io.millrace.kafka.transaction.TaskTransaction;
import io.millrace.kafka.transaction.TransactionPool;
import io.millrace.kafka.transaction.TransactionScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Driver and task of a sink without Spark, which does what it is told line by line and says how
 * that went: {@code begin EPOCH} a run, {@code write EPOCH ROWS MILLIS} in a transaction of the run
 * that it has begun last.
 */
final class WriterProcess {

    /** Said when a transaction is open. */
    static final String OPEN = "open";

    /** Said with the number of the run. */
    static final String BEGUN = "begun";

    /** Said when the epoch is committed, by this process or one before it. */
    static final String WRITTEN = "written";

    /** Said with the code of the error. */
    static final String FAILED = "failed";

    private static final BatchPlan PLAN = new BatchPlan(1, "all");

    private final KafkaConnection connection;
    private final TransactionScope scope;
    private final String name;
    private final TransactionPool pool =
            new TransactionPool(KafkaTransactionCluster::new, Runnable::run);
    private long run;

    private WriterProcess(KafkaConnection connection, TransactionScope scope, String name) {
        this.connection = connection;
        this.scope = scope;
        this.name = name;
    }

    /**
     * @param arguments brokers, id of the query, topic, name of the writer
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        WriterProcess writer =
                new WriterProcess(
                        KafkaConnection.to(arguments[0]),
                        new TransactionScope(arguments[1], "sink", arguments[2]),
                        arguments[3]);
        try (BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String command = commands.readLine();
            while (command != null) {
                writer.obey(command.split(" "));
                command = commands.readLine();
            }
        }
    }

    private void obey(String[] command) throws InterruptedException {
        long epoch = Long.parseLong(command[1]);
        try {
            if (command[0].equals("begin")) {
                RunStart start =
                        new RunStart(scope, epoch, PLAN, Optional.empty(), NewLineage.REFUSE);
                run =
                        SinkRun.begin(pool.cluster(connection), start, InstantSource.system())
                                .number();
                say(BEGUN + " " + run);
            } else {
                write(epoch, Integer.parseInt(command[2]), Long.parseLong(command[3]));
                say(WRITTEN + " " + epoch);
            }
        } catch (MillraceException e) {
            say(FAILED + " " + e.code().name());
        } catch (RuntimeException e) {
            say(FAILED + " " + e);
        }
    }

    private void write(long epoch, int rows, long millis) throws InterruptedException {
        TaskIdentity task = new TaskIdentity(scope, run, epoch, PLAN, 0, 0);
        try (TaskTransaction transaction = new TaskTransaction(pool, connection, task)) {
            for (int row = 0; row < rows; row++) {
                transaction.send(
                        new ProducerRecord<>(
                                scope.topic(), 0, null, new Row(epoch, row, name).toBytes()));
                if (row == 0) {
                    say(OPEN + " " + epoch);
                }
                TimeUnit.MICROSECONDS.sleep(millis * 1_000 / rows);
            }
            transaction.commit();
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
