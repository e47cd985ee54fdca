package io.millrace.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Whether a process of this machine can listen on the loopback address and be reached there, which
 * the embedded broker needs; it takes any free port.
 */
record LoopbackCheck(String address) implements Check {

    private static final String SUBJECT = "ports";
    private static final int LIMIT_MILLIS = 2_000;

    static LoopbackCheck ofThisMachine() {
        return new LoopbackCheck("127.0.0.1");
    }

    @Override
    public Finding look() {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(address));
                Socket client = new Socket()) {
            client.connect(new InetSocketAddress(address, server.getLocalPort()), LIMIT_MILLIS);
            return Finding.ok(
                    SUBJECT, "free ports on " + address + ", such as " + server.getLocalPort());
        } catch (IOException e) {
            return Finding.fail(
                    SUBJECT,
                    "cannot listen on " + address + ": " + e.getMessage(),
                    "Bring up the loopback interface, or allow local connections.");
        }
    }
}
