package io.millrace.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large the terminal is; asked again from time to time, for people change it. */
interface ScreenSize {

    int lines();

    int columns();

    /** The line without what does not fit beside it. */
    default String cut(String line) {
        int length = line.codePointCount(0, line.length());
        int columns = columns();
        return length <= columns ? line : line.substring(0, line.offsetByCodePoints(0, columns));
    }

    /** The size of the terminal of this process, 24 lines of 80 columns where nothing tells. */
    static ScreenSize ofTerminal() {
        return asking(ScreenSize::stty, System::nanoTime);
    }

    /**
     * The same.
     *
     * @param terminal answers as {@code stty size}
     * @param nanoTime the time, of no particular origin
     */
    static ScreenSize asking(Supplier<String> terminal, LongSupplier nanoTime) {
        return new ScreenSize() {
            private static final Pattern ANSWER =
                    Pattern.compile("([1-9]\\d{0,8}) ([1-9]\\d{0,8})");

            private int lines = 24;
            private int columns = 80;
            private long asked = Long.MIN_VALUE;

            @Override
            public int lines() {
                ask();
                return lines;
            }

            @Override
            public int columns() {
                ask();
                return columns;
            }

            private void ask() {
                long now = nanoTime.getAsLong();
                if (asked != Long.MIN_VALUE && now - asked < Duration.ofSeconds(2).toNanos()) {
                    return;
                }
                asked = now;
                Matcher answer = ANSWER.matcher(terminal.get());
                if (answer.matches()) {
                    lines = Integer.parseInt(answer.group(1));
                    columns = Integer.parseInt(answer.group(2));
                }
            }
        };
    }

    /** What {@code stty size} says of the terminal, or nothing. */
    private static String stty() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String answer =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor(1, TimeUnit.SECONDS);
            return answer.strip();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
