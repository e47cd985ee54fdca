package io.millrace.cli.cluster;

import io.millrace.cli.verb.Session;
import io.millrace.cli.verb.Verb;
import io.millrace.kafka.client.KafkaConnection;
import picocli.CommandLine.Mixin;

/** A verb that talks to Kafka. */
public abstract class KafkaVerb extends Verb {

    @Mixin private KafkaOptions kafka;

    protected KafkaVerb(Session session) {
        super(session);
    }

    protected KafkaConnection connection() {
        return kafka.connection(session());
    }
}
