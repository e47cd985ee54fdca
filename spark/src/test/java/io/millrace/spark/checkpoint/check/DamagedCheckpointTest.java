package io.millrace.spark.checkpoint.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spark.checkpoint.fit.FlowManifest;
import io.millrace.spark.checkpoint.fit.Manifests;
import io.millrace.spark.checkpoint.fit.QueryShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints of a real query, damaged, found out, repaired, and gone on from. */
class DamagedCheckpointTest {

    private static final Configuration HADOOP = new Configuration();

    private final RunningCounts query = new RunningCounts();

    /** Five batches: the last plan is offsets/4, the state has the versions 1 to 5. */
    @BeforeEach
    void runFiveBatches() throws Exception {
        query.send("a", "b", "a", "c", "a", "b", "d", "d", "a", "e").run();
        assertThat(query.counts()).isEqualTo(Map.of("a", 4L, "b", 2L, "c", 1L, "d", 2L, "e", 1L));
        assertThat(report().findings()).isEmpty();
        assertThat(report().committed()).hasValue(4);
    }

    private String path() {
        return query.checkpoint().toString();
    }

    private Path file(String name) {
        return query.checkpoint().resolve(name);
    }

    private CheckpointReport report() {
        return Checkpoints.report(path(), HADOOP);
    }

    private RepairPlan repair() {
        RepairPlan plan = CheckpointRepair.plan(path(), HADOOP);
        CheckpointRepair.apply(plan, HADOOP);
        return plan;
    }

    private void goesOn() throws Exception {
        assertThat(report().isBroken()).isFalse();
        assertThatCode(() -> Checkpoints.requireStartable(path(), HADOOP))
                .doesNotThrowAnyException();
        query.send("a", "e").run();
        assertThat(query.counts()).containsEntry("a", 5L).containsEntry("e", 2L);
        assertThat(query.counts()).containsEntry("b", 2L).containsEntry("d", 2L);
    }

    private void cut(String name, int bytes) throws IOException {
        byte[] content = Files.readAllBytes(file(name));
        Files.write(file(name), java.util.Arrays.copyOf(content, Math.min(bytes, content.length)));
    }

    /** What power loss leaves on a disk that keeps no fingerprints. */
    private void cutUnnoticed(String name, int bytes) throws IOException {
        byte[] content = Files.readAllBytes(file(name));
        Files.delete(file(name));
        Files.write(file(name), java.util.Arrays.copyOf(content, Math.min(bytes, content.length)));
    }

    private void flipBit(String name) throws IOException {
        byte[] content = Files.readAllBytes(file(name));
        content[content.length / 2] ^= 1;
        Files.write(file(name), content);
    }

    private String delta(int version) throws IOException {
        try (Stream<Path> files = Files.walk(file("state"))) {
            return query.checkpoint()
                    .relativize(
                            files.filter(f -> f.endsWith(version + ".delta"))
                                    .sorted()
                                    .findFirst()
                                    .orElseThrow())
                    .toString();
        }
    }

    /**
     * @faults E3
     */
    @ParameterizedTest
    @CsvSource({"0, is empty", "20, cut off", "200, cut off"})
    void aPlanThatIsCutOffIsMadeAnew(int bytes, String problem) throws Exception {
        Files.delete(file("commits/4"));
        cutUnnoticed("offsets/4", bytes);

        assertThatThrownBy(() -> Checkpoints.requireStartable(path(), HADOOP))
                .hasMessageContaining("[CHECKPOINT_BROKEN]")
                .hasMessageContaining("'offsets/4'")
                .hasMessageContaining(problem)
                .hasMessageContaining("millrace checkpoint repair " + path());
        RepairPlan plan = repair();
        assertThat(plan.nextBatch()).hasValue(4);
        assertThat(plan.rollsBack()).isFalse();
        assertThat(plan.effect()).contains("Batch 4 is planned anew");
        assertThat(plan.steps()).extracting(RepairStep::file).contains("offsets/4");
        goesOn();
    }

    @ParameterizedTest
    @CsvSource({"0, is empty", "1, does not begin with a version", "20, is cut off or damaged"})
    void aBatchWhoseCommitIsCutOffIsDoneAgain(int bytes, String problem) throws Exception {
        cutUnnoticed("commits/4", bytes);

        assertThatThrownBy(() -> Checkpoints.requireStartable(path(), HADOOP))
                .hasMessageContaining("'commits/4'")
                .hasMessageContaining(problem);
        RepairPlan plan = repair();
        assertThat(plan.steps()).extracting(RepairStep::file).containsExactly("commits/4");
        assertThat(plan.nextBatch()).hasValue(4);
        goesOn();
    }

    /**
     * @faults E4
     */
    @ParameterizedTest
    @CsvSource({"offsets/4", "offsets/3", "commits/4", "metadata"})
    void aFlippedBitIsFoundBeforeTheStart(String name) throws Exception {
        flipBit(name);

        assertThatThrownBy(() -> Checkpoints.requireStartable(path(), HADOOP))
                .hasMessageContaining("'" + name + "' has another content than was written");
    }

    @Test
    void whatIsNotReadAnyMoreIsOnlyNoted() throws Exception {
        flipBit("offsets/1");
        cut("commits/2", 3);
        Files.delete(file("offsets/2"));

        assertThat(report().isBroken()).isFalse();
        assertThat(report().findings())
                .extracting(Finding::file)
                .containsExactlyInAnyOrder("offsets/1", "offsets/2", "commits/2");
        assertThat(CheckpointRepair.plan(path(), HADOOP).steps()).isEmpty();
        goesOn();
    }

    /**
     * As in a log with 113257 and 113259.
     *
     * @faults E5
     */
    @Test
    void aGapBeforeTheLastPlanRollsBackWhatIsBehindIt() throws Exception {
        Files.delete(file("offsets/3"));

        assertThatThrownBy(() -> Checkpoints.requireStartable(path(), HADOOP))
                .hasMessageContaining("'offsets/3' is missing");
        RepairPlan plan = repair();
        assertThat(plan.doneAgain()).containsExactly(3L, 4L);
        assertThat(plan.nextBatch()).hasValue(3);
        assertThat(plan.steps())
                .extracting(RepairStep::file)
                .contains("offsets/4", "commits/3", "commits/4", delta5());
        goesOn();
    }

    /** It is set aside by now. */
    private String delta5() throws IOException {
        try (Stream<Path> files = Files.walk(file(Quarantine.DIRECTORY))) {
            Path aside =
                    files.filter(f -> f.endsWith("5.delta")).sorted().findFirst().orElseThrow();
            Path state = aside.subpath(aside.getNameCount() - 4, aside.getNameCount());
            return state.toString();
        }
    }

    /**
     * @faults E4 E7
     */
    @Test
    void aBrokenChangeOfStateRollsBackToTheVersionBefore() throws Exception {
        flipBit(delta(4));

        assertThat(report().findings())
                .anySatisfy(
                        finding -> {
                            assertThat(finding.isBroken()).isTrue();
                            assertThat(finding.file()).endsWith("4.delta");
                        });
        RepairPlan plan = repair();
        assertThat(plan.nextBatch()).hasValue(3);
        assertThat(plan.doneAgain()).containsExactly(3L, 4L);
        goesOn();
    }

    @Test
    void aMissingChangeOfStateIsNamed() throws Exception {
        Files.delete(file(delta(5)));

        assertThat(report().findings())
                .anySatisfy(
                        finding ->
                                assertThat(finding.problem())
                                        .contains("the changes of version 5")
                                        .contains("are missing"));
        repair();
        goesOn();
    }

    @Test
    void theIdOfTheQueryIsTakenFromTheManifest() throws Exception {
        String id = report().queryId().orElseThrow();
        Manifests.write(
                path(),
                HADOOP,
                new FlowManifest(id, "", new QueryShape(List.of(), "", "", List.of())));
        Files.delete(file("metadata"));

        assertThatThrownBy(() -> Checkpoints.requireStartable(path(), HADOOP))
                .hasMessageContaining("'metadata' is missing");
        repair();
        assertThat(report().queryId()).hasValue(id);
        goesOn();
    }

    @Test
    void withoutItsIdThereIsNoRepair() throws Exception {
        cutUnnoticed("metadata", 5);

        RepairPlan plan = CheckpointRepair.plan(path(), HADOOP);

        assertThat(plan.isHopeless()).isTrue();
        assertThat(plan.hopeless())
                .contains("no other file has the id of the query")
                .contains("restore the checkpoint from a copy");
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void whatWasSetAsideIsKept() throws Exception {
        byte[] broken = "v1".getBytes();
        Files.delete(file("commits/4"));
        Files.delete(file("offsets/4"));
        Files.write(file("offsets/4"), broken);

        String place = CheckpointRepair.apply(CheckpointRepair.plan(path(), HADOOP), HADOOP);

        Path aside = Path.of(new org.apache.hadoop.fs.Path(place).toUri().getPath());
        assertThat(aside.resolve("offsets/4")).hasBinaryContent(broken);
        assertThat(file("offsets/4")).doesNotExist();
    }

    @Test
    void aFirstBatchThatIsCutOffBeginsAnew() throws Exception {
        for (int batch = 0; batch < 5; batch++) {
            Files.delete(file("commits/" + batch));
            if (batch > 0) {
                Files.delete(file("offsets/" + batch));
            }
        }
        cutUnnoticed("offsets/0", 20);

        RepairPlan plan = repair();

        assertThat(plan.nextBatch()).hasValue(0);
        assertThat(plan.steps())
                .extracting(RepairStep::file)
                .containsExactly("offsets/0", "state/0");
        goesOn();
    }

    /**
     * @faults E6
     */
    @Test
    void junkIsIgnored() throws Exception {
        Files.writeString(file("offsets/.5.2ea6d3a0-2b1c-4f0e-9d52-3d1cf1a0a7b2.tmp"), "half");
        Files.writeString(file("offsets/.4.crc"), "junk");
        Files.writeString(file("commits/.tmp"), "");
        Files.writeString(file(Path.of(delta(5)).getParent() + "/.6.delta.77.tmp"), "half");

        assertThat(report().findings()).isEmpty();
        goesOn();
    }

    @Test
    void findsTheCheckpointsBelowADirectory() {
        assertThat(Checkpoints.find(query.checkpoint().getParent().toString(), HADOOP))
                .anyMatch(found -> found.endsWith(query.checkpoint().getFileName().toString()));
        assertThatThrownBy(() -> Checkpoints.find(path() + "/nothing", HADOOP))
                .hasMessageContaining("[CHECKPOINT_NOT_FOUND]");
    }
}
