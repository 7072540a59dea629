/**
 * The parts of {@code tocsin demo} that stand in for somebody's machines: what is watched. Who is told is in {@code inbox}, what
 * happens when in {@code story}, what is seen in a browser in {@code page}.
 */
@NullMarked
package tocsin.server.demo;

import org.jspecify.annotations.NullMarked;
