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
 * <p>Entry point: {@link tocsin.server.contract.Contract}.
 */
@NullMarked
package tocsin.server.contract;

import org.jspecify.annotations.NullMarked;
