package io.millrace.benchmark.protocol;

/** What a line says. */
public enum Verb {
    /** To the engine, first: {@link EngineSettings}. */
    START,
    /** From the engine: {@link EngineReady}. */
    READY,
    /** To the engine: {@link RunRequest}. */
    RUN,
    /** To the engine, instead: {@link StreamRequest}. It is answered by the results alone. */
    STREAM,
    /** From the engine, as soon as the answer is written: {@link RunResult}. */
    RESULT,
    /** From the engine, after a result: it has cleaned up and will not compute until told to. */
    IDLE,
    /** To the engine: {@link FollowRequest}. */
    FOLLOW,
    /** From the engine: it reads what comes. */
    FOLLOWING,
    /** To the engine that follows: end that. */
    STOP,
    /** From the engine, once it has: {@link FollowReport}. */
    STOPPED,
    /** From the engine, instead of any answer: {@link Failure}. */
    FAILED,
    /** To the engine: end. So does the end of its input. */
    QUIT
}
