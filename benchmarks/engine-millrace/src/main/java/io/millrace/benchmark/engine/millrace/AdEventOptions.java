package io.millrace.benchmark.engine.millrace;

import io.millrace.benchmark.schema.AdEventSchema;
import io.millrace.benchmark.schema.SchemaRegistryStub;
import io.millrace.benchmark.spark.SparkInput.AdEvents.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * How the table of a topic says where its schema is: in a registry, or in a file of descriptors.
 */
final class AdEventOptions {

    private final Path directory;
    private SchemaRegistryStub registry;

    /**
     * @param directory where the file may lie
     */
    AdEventOptions(Path directory) {
        this.directory = directory;
    }

    Map<String, String> of(Format format) {
        try {
            return switch (format) {
                case AVRO ->
                        Map.of(
                                "value.format",
                                "avro",
                                "schema.registry.url",
                                registryUrl(),
                                "value.avro.schema",
                                AdEventSchema.avro());
                case PROTOBUF ->
                        Map.of(
                                "value.format",
                                "protobuf",
                                "value.protobuf.descriptor.file",
                                descriptorFile().toString(),
                                "value.protobuf.message",
                                AdEventSchema.PROTOBUF_MESSAGE);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String registryUrl() throws IOException {
        if (registry == null) {
            registry = SchemaRegistryStub.start();
        }
        return registry.url();
    }

    private Path descriptorFile() throws IOException {
        Files.createDirectories(directory);
        return Files.write(
                directory.resolve("ad-event.desc"), AdEventSchema.protobufDescriptorSet());
    }
}
