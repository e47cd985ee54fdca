package io.millrace.benchmark.contest;

import io.millrace.benchmark.engine.Engine;
import io.millrace.benchmark.engine.EngineServer;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import io.millrace.benchmark.protocol.StreamRequest;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * An engine that behaves as the system property {@code fake.mode} says, in a process of its own.
 * Its right answer is the name of the topic. It notes its runs in the file {@code fake.journal}.
 */
final class FakeEngine implements Engine {

    private final String mode = System.getProperty("fake.mode");
    private final EngineSettings settings;

    private FakeEngine(EngineSettings settings) {
        this.settings = settings;
        if (mode.equals("dies-at-start")) {
            Runtime.getRuntime().halt(9);
        }
    }

    public static void main(String[] arguments) {
        EngineServer.serve(FakeEngine::new);
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("fake", "1.0");
    }

    @Override
    public List<String> workloads() {
        return mode.equals("knows-nothing") ? List.of() : List.of("W0");
    }

    @Override
    public List<String> run(RunRequest request) throws IOException {
        note(request);
        String answer = request.topic();
        boolean measured = request.number() > 0;
        switch (mode) {
            case "right" -> {}
            case "noisy" -> {
                System.out.println("noise");
                new PrintStream(new FileOutputStream(FileDescriptor.out)).println("more noise");
            }
            case "wrong" -> answer = "wrong";
            case "wrong-when-measured" -> answer = measured ? "wrong" : answer;
            case "crashes" -> Runtime.getRuntime().halt(measured ? 7 : 8);
            case "crashes-when-measured" -> {
                if (measured) {
                    Runtime.getRuntime().halt(7);
                }
            }
            case "throws" -> throw new IllegalStateException("no such luck");
            case "hangs" -> {
                while (true) {
                    LockSupport.park();
                }
            }
            default -> throw new IllegalArgumentException(mode);
        }
        return List.of(answer);
    }

    @Override
    public void stream(StreamRequest request) throws Exception {
        if (!mode.startsWith("streams")) {
            Engine.super.stream(request);
        }
        FakeStream.run(settings.bootstrapServers(), request, mode.equals("streams-on"));
    }

    private void note(RunRequest request) throws IOException {
        String journal = System.getProperty("fake.journal");
        if (journal != null) {
            Files.writeString(
                    Path.of(journal),
                    System.getProperty("fake.name") + settings.tuning() + request.number() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    @Override
    public void close() {}
}
