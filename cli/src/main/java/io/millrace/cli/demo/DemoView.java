package io.millrace.cli.demo;

import java.util.List;

/** Shows the results as they come. */
interface DemoView {

    /**
     * Shows what has come; called several times a second, also when nothing has.
     *
     * @param results in the order of their coming
     * @param readings how many readings have been sent so far
     */
    void show(List<ResultReader.Result> results, long readings);

    /** Nothing comes any more. */
    default void end() {}
}
