package io.millrace.kafka.transaction;

import java.io.Serializable;

/**
 * How the rows of a micro-batch are dealt to tasks. Only if it is the same when the micro-batch is
 * repeated does a task find the rows that a task with its number has written before.
 *
 * @param tasks how many tasks write
 * @param splits a hash of what the tasks of the sources read
 */
public record BatchPlan(int tasks, String splits) implements Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
        return tasks + " tasks, splits " + splits;
    }
}
