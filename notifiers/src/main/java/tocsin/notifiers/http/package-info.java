/**
 * What notifiers that speak HTTP have in common: one attempt and its time, what an answer means, and that no secret comes back
 * in a message.
 *
 * <p>Entry points: {@link tocsin.notifiers.http.HttpDelivery} for a notifier, {@link tocsin.notifiers.http.Attempt} for each
 * request in an attempt, {@link tocsin.notifiers.http.AnswerRule} for services that mean something else than others. May depend
 * on: {@code model}, {@code delivery}, {@code time}, {@code http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.http;

import org.jspecify.annotations.NullMarked;
