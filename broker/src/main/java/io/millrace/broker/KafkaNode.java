package io.millrace.broker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.FaultHandlerFactory;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A controller and a broker in one node, put together as {@link KafkaRaftServer} does, but with our
 * own sockets and fault handlers, which that class takes none of.
 */
final class KafkaNode {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);

    private final Metrics metrics;
    private final ControllerServer controller;
    private final BrokerServer broker;

    private KafkaNode(Metrics metrics, ControllerServer controller, BrokerServer broker) {
        this.metrics = metrics;
        this.controller = controller;
        this.broker = broker;
    }

    /** Reads the data directory and makes the parts; none of them runs yet. */
    static KafkaNode create(
            KafkaConfig config, ServerSocketFactory sockets, FaultHandlerFactory faults) {
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored =
                KafkaRaftServer.initializeLogDirs(config, LOG, "");
        Metrics metrics =
                Server.initializeMetrics(
                        config, Time.SYSTEM, stored._1().clusterId().orElseThrow());
        SharedServer shared =
                new SharedServer(
                        config,
                        stored._1(),
                        Time.SYSTEM,
                        metrics,
                        CompletableFuture.completedFuture(
                                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                        List.of(),
                        faults,
                        sockets);
        return new KafkaNode(
                metrics,
                new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2()),
                new BrokerServer(shared));
    }

    /** Returns when clients are served. */
    void start() {
        controller.startup();
        broker.startup();
    }

    /**
     * Stops whatever runs; the broker first, because it says goodbye to the controller.
     *
     * @param goodbye how long the controller may take to answer
     */
    void stop(Duration goodbye) {
        try {
            broker.shutdown(goodbye);
        } finally {
            try {
                controller.shutdown();
            } finally {
                Utils.closeQuietly(metrics, "metrics");
            }
        }
    }
}
