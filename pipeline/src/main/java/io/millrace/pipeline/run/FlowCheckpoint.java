package io.millrace.pipeline.run;

import io.millrace.pipeline.graph.Flow;
import io.millrace.pipeline.graph.TableDeclaration;
import io.millrace.spark.checkpoint.check.Checkpoints;
import io.millrace.spark.checkpoint.fit.Changes;
import io.millrace.spark.checkpoint.fit.FlowManifest;
import io.millrace.spark.checkpoint.fit.Manifests;
import io.millrace.spark.checkpoint.fit.PlanShape;
import io.millrace.spark.checkpoint.fit.QueryShape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** The checkpoint of one flow, before and after its query starts. */
final class FlowCheckpoint {

    /** Options that say where a sink writes. Not its address, which may hold a password. */
    private static final List<String> PLACES = List.of("topic", "path", "table", "dbtable");

    private final String path;
    private final Configuration hadoop;
    private final String statement;
    private final QueryShape shape;

    FlowCheckpoint(
            String path,
            Configuration hadoop,
            Flow flow,
            TableDeclaration sink,
            LogicalPlan analyzed,
            String outputMode) {
        this.path = path;
        this.hadoop = hadoop;
        this.statement = "sha256:" + hash(flow.statement().text().strip().replaceAll("\\s+", " "));
        this.shape = PlanShape.of(analyzed, place(sink), outputMode);
    }

    private static String place(TableDeclaration sink) {
        return PLACES.stream()
                .map(option -> sink.option(option).orElse(null))
                .filter(Objects::nonNull)
                .findFirst()
                .map(place -> sink.provider() + "[" + place + "]")
                .orElse(sink.provider());
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String path() {
        return path;
    }

    /** Refuses a checkpoint that is broken, or another query's. */
    void require(Changes changes) {
        Checkpoints.requireStartable(path, hadoop);
        Manifests.requireFit(path, hadoop, shape, changes);
    }

    /** Notes the query that the checkpoint belongs to from now on. */
    void belongsTo(UUID query) {
        Manifests.write(path, hadoop, new FlowManifest(query.toString(), statement, shape));
    }
}
