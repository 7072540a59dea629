/**
 * The page at {@code /ui/} of the demo: what arrived, newest first, and how far the story is. It runs no script but its own, and
 * everything that came from outside is text.
 *
 * <p>Entry point: {@link tocsin.server.demo.page.DemoPage}.
 */
@NullMarked
package tocsin.server.demo.page;

import org.jspecify.annotations.NullMarked;
