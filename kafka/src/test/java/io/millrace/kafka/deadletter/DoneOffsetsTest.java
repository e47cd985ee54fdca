package io.millrace.kafka.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class DoneOffsetsTest {

    private static final long SEED = Long.getLong("millrace.test.seed", 20261125L);

    @Test
    void knowsWhatWasAddedInAnyOrderAlsoAfterItWasKept() {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            DoneOffsets done = DoneOffsets.of(null, "group");
            BitSet model = new BitSet();
            for (int step = 0; step < 30; step++) {
                int from = random.nextInt(100);
                int until = from + random.nextInt(8);
                done.add(from, until);
                model.set(from, until);
                if (random.nextBoolean()) {
                    done = DoneOffsets.of(done.toOffset(), "group");
                }
                for (int offset = 0; offset < 110; offset++) {
                    assertThat(done.contains(offset))
                            .as("offset %d, seed %d, round %d", offset, SEED, round)
                            .isEqualTo(model.get(offset));
                }
            }
            assertThat(done.toOffset().offset()).isEqualTo(model.nextClearBit(0));
        }
    }

    @Test
    void isKeptAsItWasInVersionOne() {
        DoneOffsets done = DoneOffsets.of(null, "group");
        done.add(0, 5);
        done.add(8, 12);
        done.add(14, 15);

        assertThat(done.toOffset())
                .isEqualTo(new OffsetAndMetadata(5, "millrace-redrive/1 3-7,9-10"));
    }

    @Test
    void tellsWhenItIsTooMuchToKeep() {
        DoneOffsets done = DoneOffsets.of(null, "group");
        int ranges = 0;
        while (done.canBeKept() && ranges < 10_000) {
            ranges++;
            done.add(2 * ranges, 2 * ranges + 1);
        }

        assertThat(ranges).isBetween(400, 1_000);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        for (String text : new String[] {"", "millrace-redrive/2 ", "millrace-redrive/1 3"}) {
            assertThatThrownBy(() -> DoneOffsets.of(new OffsetAndMetadata(3, text), "g"))
                    .hasMessageContaining("[REDRIVE_STATE_UNREADABLE]")
                    .hasMessageContaining("consumer group 'g'");
        }
    }
}
