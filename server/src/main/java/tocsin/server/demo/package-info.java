/** The parts of {@code tocsin demo} that stand in for somebody's machines: what is watched, and who is told. */
@NullMarked
package tocsin.server.demo;

import org.jspecify.annotations.NullMarked;
