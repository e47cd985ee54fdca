package io.millrace.cli.dlq;

/** Whether key, value and headers of records are shown. */
enum Payload {
    SHOWN,
    HIDDEN
}
