package io.millrace.benchmark.engine.jet;

import com.hazelcast.jet.JetService;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.core.JobStatus;
import com.hazelcast.jet.pipeline.Pipeline;
import io.millrace.benchmark.peer.Answer;
import io.millrace.benchmark.peer.Progress;
import io.millrace.benchmark.peer.Totals;
import io.millrace.benchmark.protocol.Guarantee;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The run that goes on. The functions of a pipeline are serialized on their way into a job; they
 * find the run here, as the member is in this process.
 */
final class JetRun {

    private static final long CHECK_MILLIS = 5;

    private static volatile JetRun current;

    private final Progress progress;
    private final Answer answer = new Answer();
    private Totals totals;

    private JetRun(Progress progress) {
        this.progress = progress;
    }

    /** Begins a run over as many records. */
    static JetRun begin(long records) {
        JetRun run = new JetRun(new Progress(records));
        current = run;
        return run;
    }

    static JetRun current() {
        return current;
    }

    Progress progress() {
        return progress;
    }

    Answer answer() {
        return answer;
    }

    /** Says that the answer is one row of totals, and which. */
    void answerTotals(Function<Totals, String> row) {
        totals = answer.totals(row);
    }

    Totals totals() {
        return totals;
    }

    /** Runs a job until the input has been used up. */
    void execute(JetService jet, Pipeline pipeline, Guarantee guarantee)
            throws InterruptedException {
        Job job = jet.newJob(pipeline, JetSettings.job(guarantee));
        await(job, progress::isComplete);
        if (guarantee != Guarantee.NONE) {
            // Takes a last snapshot, before which the sink has written all, and commits.
            job.suspend();
            await(job, () -> job.getStatus() == JobStatus.SUSPENDED);
        }
        job.cancel();
        try {
            job.join();
        } catch (CancellationException e) {
            // As was asked for.
            return;
        }
    }

    /** Waits; throws what the job fails with, if it does. */
    private static void await(Job job, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (job.getStatus() == JobStatus.FAILED) {
                job.join();
            }
            TimeUnit.MILLISECONDS.sleep(CHECK_MILLIS);
        }
    }
}
