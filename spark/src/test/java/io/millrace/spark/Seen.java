package io.millrace.spark;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.spark.sql.execution.streaming.runtime.StreamingQueryWrapper;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/** All that somebody may see of a query: the log from INFO on, plans, progress, errors, files. */
public final class Seen implements AutoCloseable {

    private static final String NAME = "seen";

    private final Queue<String> texts = new ConcurrentLinkedQueue<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final Level before = context.getConfiguration().getRootLogger().getLevel();

    private final class Memory extends AbstractAppender {
        Memory() {
            super(NAME, null, PatternLayout.createDefaultLayout(), false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            texts.add(event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
                texts.add(stack(event.getThrown()));
            }
        }
    }

    /** Begins to listen to the log. */
    public Seen() {
        Memory memory = new Memory();
        memory.start();
        context.getConfiguration().getRootLogger().addAppender(memory, Level.INFO, null);
        context.getConfiguration().getRootLogger().setLevel(Level.INFO);
        context.updateLoggers();
    }

    private static String stack(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Runs a query over what is there, to its end or to its failure. */
    public void run(DataStreamWriter<?> writer, Path checkpoint) throws IOException {
        try {
            StreamingQuery query = writer.trigger(Trigger.AvailableNow()).start();
            query.processAllAvailable();
            query.explain(true);
            texts.add(((StreamingQueryWrapper) query).streamingQuery().lastExecution().toString());
            texts.add(String.valueOf(query.lastProgress()));
            query.awaitTermination();
        } catch (Exception e) {
            texts.add(stack(e));
        }
        try (Stream<Path> files = Files.walk(checkpoint)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** What has been seen until now. */
    public Queue<String> texts() {
        return texts;
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender(NAME);
        context.getConfiguration().getRootLogger().setLevel(before);
        context.updateLoggers();
    }
}
