package io.millrace.cli;

import io.millrace.cli.verb.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code millrace --version} prints. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Versions versions = Versions.ofThisBuild();
        return new String[] {
            "millrace " + versions.millrace(),
            "Kafka client " + versions.kafka() + ", for Spark " + versions.spark(),
            "Java " + Runtime.version()
        };
    }
}
