package io.millrace.integration.reliability.campaign;

import io.millrace.common.fault.Failpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a campaign does.
 *
 * @param faults which faults there are
 * @param duration how long there are faults; healing and draining come on top
 * @param seed by which faults are drawn
 * @param recordsPerSecond how many are sent, until there are no more faults
 * @param kills how many processes are killed, or points passed, at which faults end before the time
 *     is over; 0 for no such goal
 * @param strikes those that are listed
 * @param guarantee of the sinks
 * @param directory for everything that is left behind
 */
public record CampaignSettings(
        Faults faults,
        Duration duration,
        long seed,
        int recordsPerSecond,
        int kills,
        List<Strike> strikes,
        List<Failpoint> points,
        String guarantee,
        int brokers,
        Path directory) {

    /** Which faults there are. */
    public enum Faults {
        /** Everything, as the seed draws it. */
        DRAWN,
        /** Those strikes that are listed, in turn. */
        LISTED,
        /** A query fails at each of the points once; then there are no more. */
        EACH_POINT
    }
}
