package io.millrace.benchmark.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProcessUsageTest {

    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void countsUserAndSystemTimeOfTheProcessAndItsChildren() {
        String stat =
                "42 (a) b (c) S 1 42 42 0 -1 4194560 12 13 14 15 1000 200 30 4 20 0 9 0 77 88 99";

        assertThat(ProcessUsage.cpuSeconds(stat)).isEqualTo(12.34);
    }

    @Test
    void findsTheMostMemory() {
        String status = "Name:\tjava\nVmPeak:\t  999 kB\nVmHWM:\t  204800 kB\nVmRSS:\t 1 kB\n";

        assertThat(ProcessUsage.peakRssMiB(status)).isEqualTo(200);
    }

    @Test
    void growsWithWhatThisProcessComputes() {
        double before = ProcessUsage.cpuSeconds(SELF);

        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .pollInSameThread()
                .until(
                        () -> {
                            long sum = 0;
                            for (int i = 0; i < 50_000_000; i++) {
                                sum += Integer.toString(i & 0xff).length();
                            }
                            return sum > 0 && ProcessUsage.cpuSeconds(SELF) > before + 0.05;
                        });
        assertThat(ProcessUsage.peakRssMiB(SELF)).isBetween(20L, 100_000L);
    }
}
