package io.millrace.format.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WallClockTest {

    private static final LocalDateTime FIRST = LocalDateTime.of(1890, 1, 1, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(2205, 1, 1, 0, 0);

    static Stream<String> zones() {
        Stream<String> offsets = Stream.of("Z", "+05:45", "-18:00", "+18:00", "UTC+01:00");
        return Stream.concat(ZoneId.getAvailableZoneIds().stream().sorted(), offsets);
    }

    @ParameterizedTest
    @MethodSource("zones")
    void agreesWithJavaAroundEveryChangeOfEveryZone(String id) {
        ZoneId zone = ZoneId.of(id);
        WallClock clock = new WallClock(zone);

        for (long second : interestingSeconds(zone)) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
            long expected = ZonedDateTime.of(local, zone).toEpochSecond();
            assertThat(second - clock.offset(second)).as("%s", local).isEqualTo(expected);
        }
    }

    private static List<Long> interestingSeconds(ZoneId zone) {
        List<Long> seconds = new ArrayList<>();
        Random random = new Random(zone.getId().hashCode());
        for (int year : new int[] {0, 1, 1899, 1900, 1901, 2199, 2200, 2201, 9999}) {
            long second = LocalDateTime.of(year, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
            seconds.addAll(List.of(second - 1, second, second + random.nextInt(30_000_000)));
        }
        ZoneOffsetTransition next =
                zone.getRules().nextTransition(FIRST.minusDays(2).toInstant(ZoneOffset.UTC));
        while (next != null && next.getDateTimeBefore().isBefore(LAST.plusDays(2))) {
            for (LocalDateTime edge : List.of(next.getDateTimeBefore(), next.getDateTimeAfter())) {
                long second = edge.toEpochSecond(ZoneOffset.UTC);
                seconds.addAll(List.of(second - 1, second, second + 1));
                seconds.add(second + random.nextInt(7_200) - 3_600);
                seconds.add(second + random.nextInt(20_000_000));
            }
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return seconds;
    }
}
