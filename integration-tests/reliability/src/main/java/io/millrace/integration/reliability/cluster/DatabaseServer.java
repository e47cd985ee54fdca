package io.millrace.integration.reliability.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** PostgreSQL in processes of its own, which a kill leaves with its data and its port. */
public final class DatabaseServer implements AutoCloseable {

    private static final int TRIES = 600;
    private static final long CHECK_MILLIS = 50;

    private final Path program;
    private final Path data;
    private final Path log;
    private final int port = Ports.free(1).get(0);
    private Process process;

    private DatabaseServer(Path program, Path data, Path log) {
        this.program = program;
        this.data = data;
        this.log = log;
    }

    /** Unpacks it, makes an empty database and starts. */
    public static DatabaseServer create(Path directory) throws InterruptedException {
        try {
            Path home = Files.createDirectories(directory.resolve("database"));
            Path data = home.resolve("data");
            EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(home.toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .start()
                    .close();
            DatabaseServer server =
                    new DatabaseServer(program(home), data, directory.resolve("database.log"));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path program(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home, 3)) {
            return all.filter(path -> path.endsWith("bin/postgres")).findFirst().orElseThrow();
        }
    }

    /** Starts it, if it does not run, and returns when it takes connections. */
    public void start() throws InterruptedException {
        if (process == null || !process.isAlive()) {
            launch();
        }
        awaitReady();
    }

    private void launch() {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // It refuses to run as root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(program.toString(), "-D", data.toString(), "-p", "" + port));
        // A kill takes nothing from what was handed to the operating system.
        command.addAll(List.of("-c", "fsync=off", "-c", "listen_addresses=127.0.0.1"));
        command.addAll(List.of("-c", "unix_socket_directories=", "-c", "shared_buffers=32MB"));
        Redirect output = Redirect.appendTo(log.toFile());
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectOutput(output)
                            .redirectError(output)
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            try (Connection connection = connect()) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                if (!process.isAlive()) {
                    // Its predecessor's processes may hold its memory for a moment.
                    launch();
                }
            }
            TimeUnit.MILLISECONDS.sleep(CHECK_MILLIS);
        }
        throw new IllegalStateException("The database does not come up, see " + log);
    }

    /** As {@code kill -9} of all of its processes does. */
    public void kill() {
        // The children end by themselves when their parent is gone, but not before it is replaced.
        List<ProcessHandle> children = children();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        children.forEach(child -> child.onExit().join());
    }

    /** Kills one of its processes, upon which it ends the others and recovers. */
    public void killOne(int drawn) {
        List<ProcessHandle> children = children();
        if (!children.isEmpty()) {
            children.get(drawn % children.size()).destroyForcibly();
        }
    }

    /** Ends all connections and goes down in order. */
    public void stop() {
        signal("INT", List.of(process.toHandle()));
        process.onExit().join();
    }

    /** Stops all of its processes where they are. */
    public void pause() {
        signal("STOP", all());
    }

    /** Lets them go on. */
    public void resume() {
        signal("CONT", all());
    }

    private List<ProcessHandle> all() {
        List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
        all.addAll(children());
        return all;
    }

    private List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    private static void signal(String name, List<ProcessHandle> to) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        to.forEach(each -> command.add(Long.toString(each.pid())));
        try {
            // One of them may be gone by now.
            new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int port() {
        return port;
    }

    /** A connection; whoever asks for it closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:"
                        + port
                        + "/postgres?user=postgres&connectTimeout=2&socketTimeout=20&loginTimeout=4");
    }

    @Override
    public void close() {
        resume();
        kill();
    }
}
