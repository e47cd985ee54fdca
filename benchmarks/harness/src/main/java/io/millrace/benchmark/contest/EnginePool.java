package io.millrace.benchmark.contest;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Where contests get the processes of engines from, and give them back to. Used by one thread. */
public final class EnginePool implements AutoCloseable {

    /** What becomes of a process after a contest. */
    public enum Reuse {
        /** It ends, so that each contest begins with a cold start. */
        NEVER,
        /** The next contest has it, which saves the start. */
        ALWAYS
    }

    private final Reuse reuse;
    private final Map<String, EngineProcess> idle = new HashMap<>();

    public EnginePool(Reuse reuse) {
        this.reuse = reuse;
    }

    /** How a process of one contest is called: with reuse, as it is called in all of them. */
    String nameOf(String label, String engine) {
        return reuse == Reuse.ALWAYS ? engine : label + "-" + engine;
    }

    /** A process, new or idle. */
    EngineProcess take(String name, Supplier<EngineProcess> start) {
        EngineProcess process = idle.remove(name);
        return process == null ? start.get() : process;
    }

    /** Takes back a process. One that was killed is forgotten. */
    void giveBack(String name, EngineProcess process) {
        if (reuse == Reuse.ALWAYS && process.isAlive()) {
            idle.put(name, process);
        } else {
            process.close();
        }
    }

    @Override
    public void close() {
        idle.values().forEach(EngineProcess::close);
        idle.clear();
    }
}
