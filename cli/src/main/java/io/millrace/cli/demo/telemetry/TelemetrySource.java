package io.millrace.cli.demo.telemetry;

import java.util.List;

/** Reads some of what the machine tells of itself. Not thread-safe. */
interface TelemetrySource {

    /**
     * What there is to read now. Rates are of the time since the last call; the first call gives
     * none.
     *
     * @param nanos the time of the call, of a clock that only goes forward
     */
    List<Reading> read(long nanos);
}
