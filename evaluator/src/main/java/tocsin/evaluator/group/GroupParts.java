package tocsin.evaluator.group;

/** What the rules of one group share. All of it is confined to the group's context. */
record GroupParts(
        AlertSender sender, StateJournal journal, Deadline deadline, Lifecycle lifecycle, SendTime sendTime) {}
