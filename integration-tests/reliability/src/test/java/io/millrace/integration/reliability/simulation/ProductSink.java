package io.millrace.integration.reliability.simulation;

import io.millrace.integration.reliability.check.InputId;
import io.millrace.integration.reliability.simulation.FakeTransactionCluster.Memory;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.BatchPlan;
import io.millrace.kafka.transaction.RunStart;
import io.millrace.kafka.transaction.RunStart.NewLineage;
import io.millrace.kafka.transaction.SinkRun;
import io.millrace.kafka.transaction.TaskIdentity;
import io.millrace.kafka.transaction.TaskTransaction;
import io.millrace.kafka.transaction.TransactionPool;
import io.millrace.kafka.transaction.TransactionScope;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** The classes that write exactly once, against the fake broker. */
final class ProductSink implements SinkProtocol {

    private static final KafkaConnection CONNECTION = KafkaConnection.to("fake:9092");
    private static final TransactionScope SCOPE =
            new TransactionScope("query", "sink", World.OUTPUT);
    private static final Pattern RUN = Pattern.compile("millrace-commit/\\d+ run=(\\d+) .*");

    private final World world;
    private final Memory memory;
    private long newestRun;
    private String lateWrite;

    ProductSink(World world, Memory memory) {
        this.world = world;
        this.memory = memory;
        world.watchOffsets(this::checkNoWriteAfterTheFence);
    }

    /** A driver that has begun its run may be sure that no run before it writes any more. */
    private void checkNoWriteAfterTheFence(String group, OffsetAndMetadata offset) {
        Matcher token = RUN.matcher(offset.metadata());
        if (token.matches() && Long.parseLong(token.group(1)) < newestRun) {
            lateWrite = group + " committed " + offset.metadata() + " in run " + newestRun;
        }
    }

    /** What was written after a fence; null if nothing was. */
    String lateWrite() {
        return lateWrite;
    }

    @Override
    public Process start() {
        Deferred closing = new Deferred();
        TransactionPool pool =
                new TransactionPool(
                        connection -> new FakeTransactionCluster(world, memory), closing);
        return background -> {
            closing.target = background;
            return new ProductRun(pool);
        };
    }

    /** The pool is there before the run whose actors close what it gives up. */
    private static final class Deferred implements Executor {
        private Executor target;

        @Override
        public void execute(Runnable work) {
            target.execute(work);
        }
    }

    private final class ProductRun implements Run {

        private final TransactionPool pool;
        private SinkRun run;

        ProductRun(TransactionPool pool) {
            this.pool = pool;
        }

        @Override
        public void beforeBatch(long epoch, String ranges) {
            if (run == null) {
                RunStart start =
                        new RunStart(
                                SCOPE, epoch, plan(ranges), Optional.empty(), NewLineage.REFUSE);
                run = SinkRun.begin(pool.cluster(CONNECTION), start, InstantSource.system());
                newestRun = Math.max(newestRun, run.number());
            }
            run.announce(World.PARTITIONS);
        }

        private static BatchPlan plan(String ranges) {
            return new BatchPlan(World.PARTITIONS, ranges.replace(" ", ""));
        }

        @Override
        public void write(Share share) {
            TaskIdentity task =
                    new TaskIdentity(
                            SCOPE,
                            run.number(),
                            share.epoch(),
                            plan(share.ranges()),
                            share.task(),
                            share.attempt());
            try (TaskTransaction transaction = new TaskTransaction(pool, CONNECTION, task)) {
                for (InputId row : share.rows()) {
                    transaction.send(World.record(row));
                }
                transaction.commit();
            }
        }
    }
}
