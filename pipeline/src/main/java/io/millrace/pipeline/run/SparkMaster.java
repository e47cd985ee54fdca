package io.millrace.pipeline.run;

import io.millrace.pipeline.PipelineError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** The masters of a standalone cluster: {@code spark://host:port[,host:port]}. */
final class SparkMaster {

    private static final String SCHEME = "spark://";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private SparkMaster() {}

    /**
     * Looks whether one of them answers, where they are named by address; Spark would try for a
     * minute, and then say something else.
     */
    static void requireReachable(String url) {
        if (!url.startsWith(SCHEME)) {
            return;
        }
        String reason = "it names no host:port";
        for (String address : url.substring(SCHEME.length()).split(",")) {
            int colon = address.lastIndexOf(':');
            if (colon > 0 && address.substring(colon + 1).matches("\\d{1,5}")) {
                int port = Integer.parseInt(address.substring(colon + 1));
                try (Socket socket = new Socket()) {
                    String host = address.substring(0, colon);
                    socket.connect(new InetSocketAddress(host, port), (int) LIMIT.toMillis());
                    return;
                } catch (IOException | IllegalArgumentException e) {
                    reason = String.valueOf(e.getMessage());
                }
            }
        }
        throw PipelineError.MASTER_UNREACHABLE.exception(url, reason);
    }
}
