package io.millrace.cli.topic;

import picocli.CommandLine.Command;

@Command(
        name = "topic",
        description = "List, create, describe and delete topics.",
        footer = {
            "",
            "Example:",
            "  millrace topic create clicks --partitions 4",
            "  millrace topic list"
        },
        subcommands = {TopicList.class, TopicCreate.class, TopicDescribe.class, TopicDelete.class})
public final class TopicCommand {}
