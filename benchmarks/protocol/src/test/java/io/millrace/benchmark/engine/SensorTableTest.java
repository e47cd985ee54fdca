package io.millrace.benchmark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SensorTableTest {

    @Test
    void keepsTheLatestRowOfEachSensor() {
        SensorTable table = new SensorTable();
        Random random = new Random(1);
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            expected.clear();
            for (long id = 0; id < 50_000; id++) {
                long far = id << 33 ^ id;
                double value = random.nextInt();
                table.put(far, round, value, -value, 0.5, 1.0);
                expected.add(far + "\t" + round + "\t" + value + "\t" + -value + "\t0.5\t1.0");
            }
        }

        assertThat(table.rows().stream().sorted().toList())
                .isEqualTo(expected.stream().sorted().toList());
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(new SensorTable().rows()).isEmpty();
        SensorTable one = new SensorTable();
        one.put(7, 1, 2, 3, 4, 5);
        assertThat(one.rows()).containsExactly("7\t1\t2.0\t3.0\t4.0\t5.0");
    }
}
