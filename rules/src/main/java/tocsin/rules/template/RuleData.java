package tocsin.rules.template;

import tocsin.templates.value.StructValue;

/** Dot at the start of a rule's template. Made by {@link RuleFacts}. */
public sealed interface RuleData extends StructValue permits PrometheusData, VmalertData {}
