package io.millrace.cli.doctor;

/** Looks at one thing that a run needs. Never throws for what it is there to find. */
@FunctionalInterface
interface Check {

    Finding look();
}
