package tocsin.evaluator.group;

/** Whether the last evaluation of a rule succeeded. */
public enum RuleHealth {
    /** Not evaluated yet. */
    UNKNOWN,
    OK,
    ERR
}
