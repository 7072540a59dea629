/**
 * The HTTP API as a table of requests, and what a real Alertmanager answered to each.
 *
 * <pre>
 *   contract/NAME.yml                requests, in order, for one fresh server; where Tocsin has to differ, why and how
 *   contract/alertmanager/NAME.json  the recorded answers, normalised
 *
 *   ContractTest   Tocsin in this process, in simulated time    answers as recorded, or as the table says
 *   ContractIT     {@code tocsin run}                           the same
 *   ContractIT     the installed Alertmanager                   answers as recorded
 * </pre>
 *
 * <p>A request of a chapter:
 *
 * <pre>
 *   - name: a sentence                   unique in its chapter
 *     send: GET /api/v2/alerts?active=0  as it goes over the wire
 *     headers: {Accept: text/html}       ~ takes Content-Type away, which is JSON where there is a body
 *     body: '[]'                         or bytes: one for each character
 *     capture: {id: silenceID}           {{id}} in later requests, &lt;id> in answers
 *     until: 2                           asks until the list has so many elements
 *     advance: PT1S                      time that passes before
 *     differs:                           where Tocsin must not answer as was recorded
 *       because: why
 *       as: another request              whose recorded answer it must have instead
 *       expect: {status: 400}            laid over what was recorded
 * </pre>
 *
 * <p>Of errors the status and the shape must agree, not the text. Times are shown as distance from now in minutes.
 *
 * <p>Entry point: {@link tocsin.server.contract.Contract}.
 */
@NullMarked
package tocsin.server.contract;

import org.jspecify.annotations.NullMarked;
