package io.millrace.cli.verb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a light verb that moves many records: the launcher starts it with the optimizing compiler,
 * all other light verbs without, which start faster so. The launcher has a list of these verbs,
 * too; a test compares.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface BulkVerb {}
