package io.millrace.spark.sink.jdbc.database;

import static io.millrace.spark.sink.jdbc.database.TestSink.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spark.sink.jdbc.database.CuttingProxy.Cut;
import io.millrace.spark.sink.jdbc.database.TaskWrite.TaskResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection is lost while a transaction is committed. */
class LostCommitTest {

    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final TaskEpoch TASK = new TaskEpoch(0, 1, 5, "none");

    /**
     * @faults A8, F1
     */
    @ParameterizedTest
    @EnumSource
    void writesRowsThatCanBeRepeatedOnce(Cut cut) throws Exception {
        TestSink table = TestSink.appending(DATABASE);
        SinkRun run = table.prepare().begin("q", "r");
        try (CuttingProxy proxy = new CuttingProxy(DATABASE.port(), cut, 2)) {
            try (TaskWrite write = preparedThrough(proxy, table).write(run, TASK)) {
                add(write, 1, "a", 2, "b");

                TaskResult result = write.commit();

                assertThat(result.attempts()).isEqualTo(cut == Cut.BEFORE_COMMIT ? 3 : 2);
                assertThat(result.repeated()).isZero();
            }
            assertThat(proxy.cuts()).isGreaterThan(0);
        }
        assertThat(table.rows()).containsExactly("1|a", "2|b");
        assertThat(table.epochs()).containsExactly("0|5|1|1");
    }

    /** The look at the table commits, too; it must not be cut. */
    private static TableSink preparedThrough(CuttingProxy proxy, TestSink table) {
        return table.through(proxy.port()).prepareWithout(table);
    }

    @Test
    void findsOutWhetherRowsAreThereThatCannotBeRepeated() throws Exception {
        TestSink table = TestSink.appending(DATABASE).overflowing();
        SinkRun run = table.prepare().begin("q", "r");
        try (CuttingProxy proxy = new CuttingProxy(DATABASE.port(), Cut.BEFORE_COMMIT, 1)) {
            try (TaskWrite write = preparedThrough(proxy, table).write(run, TASK)) {
                add(write, 1, "a", 2, "b");
                assertThatThrownBy(write::commit).hasMessageContaining("JDBC_COMMIT_UNKNOWN");
            }
            assertThat(table.rows()).isEmpty();
        }
        try (CuttingProxy proxy = new CuttingProxy(DATABASE.port(), Cut.AFTER_COMMIT, 1)) {
            try (TaskWrite write = preparedThrough(proxy, table).write(run, TASK)) {
                add(write, 1, "a", 2, "b");
                write.commit();
            }
            assertThat(proxy.cuts()).isEqualTo(1);
        }
        assertThat(table.rows()).containsExactly("1|a", "2|b");
    }

    @Test
    void saysThatItDoesNotKnowWhereThereIsNoEpoch() throws Exception {
        TestSink table = TestSink.appending(DATABASE);
        try (CuttingProxy proxy = new CuttingProxy(DATABASE.port(), Cut.AFTER_COMMIT, 1)) {
            try (TaskWrite write = preparedThrough(proxy, table).write(0)) {
                add(write, 1, "a");
                assertThatThrownBy(write::commit)
                        .hasMessageContaining("JDBC_COMMIT_UNKNOWN")
                        .hasMessageContaining("after a batch write look for them in the table");
            }
        }
        assertThat(table.rows()).containsExactly("1|a");
    }
}
