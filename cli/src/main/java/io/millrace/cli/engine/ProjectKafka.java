package io.millrace.cli.engine;

import io.millrace.broker.BrokerSettings;
import io.millrace.broker.EmbeddedBroker;
import io.millrace.cli.verb.ProjectDirectory;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.ClusterSummary;
import io.millrace.kafka.client.KafkaConnection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The Kafka that a project uses: the one that was named, or a broker of its own that lives as long
 * as this does.
 */
public final class ProjectKafka implements AutoCloseable {

    private final KafkaConnection connection;
    private final Optional<EmbeddedBroker> broker;

    private ProjectKafka(KafkaConnection connection, Optional<EmbeddedBroker> broker) {
        this.connection = connection;
        this.broker = broker;
    }

    /**
     * Uses the Kafka that was named, or else starts a broker with its data in the project.
     *
     * @throws io.millrace.common.error.MillraceException if the one that was named does not answer
     */
    public static ProjectKafka open(Optional<KafkaConnection> named, ProjectDirectory project) {
        if (named.isPresent()) {
            // Before the engine starts, which takes longer than to find that nobody answers.
            ClusterSummary.of(named.get());
            return new ProjectKafka(named.get(), Optional.empty());
        }
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(project.brokerData()));
        return new ProjectKafka(broker.connection(), Optional.of(broker));
    }

    public KafkaConnection connection() {
        return connection;
    }

    /** Whether the broker was started here and ends here. */
    public boolean isOwn() {
        return broker.isPresent();
    }

    /**
     * Why the broker that was started here has ended, if it has: what else fails, fails of that.
     */
    public Optional<MillraceException> failure() {
        return broker.map(EmbeddedBroker::termination)
                .filter(CompletableFuture::isCompletedExceptionally)
                .flatMap(ended -> MillraceException.findIn(ended.handle((none, e) -> e).join()));
    }

    /** Tells when the broker that was started here fails, if it does. */
    public void onFailure(Consumer<MillraceException> listener) {
        broker.map(EmbeddedBroker::termination)
                .ifPresent(
                        end ->
                                end.exceptionally(
                                        e -> {
                                            MillraceException.findIn(e).ifPresent(listener);
                                            return null;
                                        }));
    }

    @Override
    public void close() {
        broker.ifPresent(EmbeddedBroker::close);
    }
}
