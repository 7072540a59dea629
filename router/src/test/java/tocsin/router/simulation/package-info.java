/**
 * The whole router against random worlds in simulated time, judged by an oracle of its own.
 *
 * <p><b>What is random</b>, all of it from one seed: {@link World} makes a routing tree with everything that may go wrong in one
 * (twins, {@code continue}, all ways of grouping, waits of zero, intervals shorter than a delivery), receivers, inhibit rules,
 * time intervals and few enough labels that they collide; then actions at random times: posts of every kind, rules that fire and
 * resolve, silences made, edited and expired, receivers that fail, refuse, answer late or never, reloads, jumps of the wall
 * clock, crashes with a restart. Some worlds have a start delay, and some lose resolutions in a mute. {@link Simulation} does the actions to the router and tells the oracle.
 *
 * <p><b>What is judged</b>: {@link Oracle} says which invariants hold, how tight, and where the specification leaves a choice.
 * It shares no code with the router but values: it matches, walks the tree, merges, mutes and decides with a second, slow
 * implementation of the specification ({@link Routing}, {@link AlertBook}, {@link Muting}, {@link Ledger}).
 * {@link Tally} counts how often each obligation was really put to the test.
 *
 * <p><b>Crashes</b>: there they happen when all is written. {@link CrashSimulation} lets the process die at any instant, in the
 * midst of its writes, on a {@link SimulatedDisk} that is slow, stuck, full or fails; {@link Custody} says what must be there
 * afterwards. What keeps the rows is a {@link SimulatedDisk.Medium}: memory, for thousands of seeds, or the real store, whose
 * files are torn as a power loss tears them. {@code -Dtest=CrashSimulationTest -Dtocsin.crash.seed=N} replays a seed on both,
 * {@code -Dtocsin.crash.seeds=FROM-TO} runs others.
 *
 * <p><b>How to replay</b>: a failure names its seed. {@code mvn -pl router -am test -Dtest=SimulationTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtocsin.simulation.seed=N} runs that seed alone and writes all that happened to
 * {@code router/target/simulation-N.txt}; {@code -Dtocsin.simulation.seeds=FROM-TO} runs others than the usual ones.
 */
@NullMarked
package tocsin.router.simulation;

import org.jspecify.annotations.NullMarked;
