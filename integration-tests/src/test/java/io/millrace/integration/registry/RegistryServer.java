package io.millrace.integration.registry;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Apicurio Registry in a process of its own, with its data in memory. */
final class RegistryServer implements AutoCloseable {

    private static final Path HOME = Path.of("target", "apicurio");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();

    RegistryServer(Path directory) throws IOException {
        Path log = directory.resolve("registry.log");
        Path jar;
        try (var files = Files.list(HOME)) {
            jar = files.filter(f -> f.toString().endsWith("-runner.jar")).findFirst().orElseThrow();
        }
        ProcessBuilder command =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-jar",
                                jar.toAbsolutePath().toString())
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        int port = freePort();
        command.environment()
                .putAll(
                        Map.of(
                                "QUARKUS_HTTP_HOST",
                                "127.0.0.1",
                                "QUARKUS_HTTP_PORT",
                                Integer.toString(port)));
        process = command.start();
        url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
        await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> {
                            if (!process.isAlive()) {
                                throw new IllegalStateException(Files.readString(log));
                            }
                            return answers();
                        });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(url + "/subjects")).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The root of the API that is like Confluent's. */
    String url() {
        return url;
    }

    /**
     * Registers a schema.
     *
     * @param references name, subject and version of each
     * @return its id
     */
    int register(String subject, String type, String schema, List<String[]> references)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("schemaType", type).put("schema", schema);
        for (String[] each : references) {
            body.withArray("references")
                    .addObject()
                    .put("name", each[0])
                    .put("subject", each[1])
                    .put("version", Integer.parseInt(each[2]));
        }
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(url + "/subjects/" + subject + "/versions"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).get("id").asInt();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
