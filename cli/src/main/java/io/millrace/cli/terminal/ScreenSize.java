package io.millrace.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How large the terminal is; asked again from time to time, for people change it. */
interface ScreenSize {

    int lines();

    int columns();

    /** The size of the terminal of this process, 24 lines of 80 columns where nothing tells. */
    static ScreenSize ofTerminal() {
        return new ScreenSize() {
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
                long now = System.nanoTime();
                if (asked != Long.MIN_VALUE && now - asked < Duration.ofSeconds(2).toNanos()) {
                    return;
                }
                asked = now;
                String[] words = stty().split(" ");
                if (words.length == 2 && !words[0].equals("0") && !words[1].equals("0")) {
                    lines = Integer.parseInt(words[0]);
                    columns = Integer.parseInt(words[1]);
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
