package io.millrace.benchmark.engine;

import io.millrace.benchmark.protocol.EngineReady;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Failure;
import io.millrace.benchmark.protocol.FollowRequest;
import io.millrace.benchmark.protocol.Line;
import io.millrace.benchmark.protocol.ProcessUsage;
import io.millrace.benchmark.protocol.RunRequest;
import io.millrace.benchmark.protocol.RunResult;
import io.millrace.benchmark.protocol.StreamRequest;
import io.millrace.benchmark.protocol.Verb;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The engine's half of the protocol: the main program of every engine. It measures each run by the
 * same clock, and keeps the process quiet between runs, while others have their turn.
 */
public final class EngineServer {

    private final Engine.Opener opener;
    private final Commands commands;
    private final PrintStream answers;

    private EngineServer(Engine.Opener opener, Commands commands, PrintStream answers) {
        this.opener = opener;
        this.commands = commands;
        this.answers = answers;
    }

    /** Serves the harness over standard input and output until told to quit, then exits. */
    public static void serve(Engine.Opener opener) {
        PrintStream answers = System.out;
        // Whatever else is printed goes to the log.
        System.setOut(System.err);
        int status = new EngineServer(opener, Commands.read(System.in), answers).serve();
        // Not every engine ends all of its threads.
        System.exit(status);
    }

    private int serve() {
        try (Engine engine = opener.open(commands.next(Verb.START).body(EngineSettings.class))) {
            say(Line.of(Verb.READY, new EngineReady(engine.versions(), engine.workloads())));
            for (Line line = commands.next(); line.verb() != Verb.QUIT; line = commands.next()) {
                if (line.verb() == Verb.STREAM) {
                    engine.stream(line.body(StreamRequest.class));
                } else if (line.verb() == Verb.FOLLOW) {
                    follow(engine, line.body(FollowRequest.class));
                } else {
                    run(engine, line.body(RunRequest.class));
                }
            }
            return 0;
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            say(Line.of(Verb.FAILED, new Failure(reason(e))));
            return 1;
        }
    }

    private void run(Engine engine, RunRequest request) throws Exception {
        long self = ProcessHandle.current().pid();
        double cpuBefore = ProcessUsage.cpuSeconds(self);
        long before = System.nanoTime();
        List<String> answer = engine.run(request);
        double wall = (System.nanoTime() - before) / 1e9;
        double cpu = ProcessUsage.cpuSeconds(self) - cpuBefore;
        Files.write(Path.of(request.answerFile()), answer);
        say(Line.of(Verb.RESULT, new RunResult(wall, cpu)));
        // While others run, this process shall neither collect garbage nor sit on memory.
        System.gc();
        say(Line.of(Verb.IDLE));
    }

    private void follow(Engine engine, FollowRequest request) throws Exception {
        RunningStream stream = engine.follow(request);
        say(Line.of(Verb.FOLLOWING));
        commands.next(Verb.STOP);
        say(Line.of(Verb.STOPPED, stream.stop()));
    }

    private void say(Line line) {
        answers.println(line);
        answers.flush();
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = String.valueOf(cause.getMessage()).strip();
        return cause.getClass().getSimpleName() + ": " + text.lines().findFirst().orElse("");
    }
}
