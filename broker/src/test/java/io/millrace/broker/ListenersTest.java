package io.millrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;

class ListenersTest {

    private static final int BACKLOG = 50;

    @Test
    void areBoundToTheLoopbackAddressWhateverKafkaAsksFor() throws Exception {
        try (Listeners listeners = Listeners.bind(BrokerSettings.ANY_PORT, BACKLOG)) {
            for (int port : new int[] {listeners.clientPort(), listeners.controllerPort()}) {
                ServerSocketChannel channel =
                        listeners.openServerSocket(
                                "ANY", new InetSocketAddress("0.0.0.0", port), BACKLOG, 65_536);

                assertThat(channel.getLocalAddress())
                        .isEqualTo(new InetSocketAddress("127.0.0.1", port));
                assertThat(channel.isBlocking()).isFalse();
            }
        }
    }

    @Test
    void sayWhichPortIsInUseAndKeepNone() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Listeners.bind(port, BACKLOG))
                    .isInstanceOf(MillraceException.class)
                    .hasMessage(
                            "[PORT_UNAVAILABLE] Cannot start a broker on port "
                                    + port
                                    + ": Address already in use. Stop the process that uses the"
                                    + " port, choose another port, or name none to get a free"
                                    + " one.");
        }
    }

    @Test
    void giveTheirPortsBack() {
        Listeners first = Listeners.bind(BrokerSettings.ANY_PORT, BACKLOG);
        int port = first.clientPort();
        first.close();

        try (Listeners second = Listeners.bind(port, BACKLOG)) {
            assertThat(second.clientPort()).isEqualTo(port);
        }
    }
}
