/**
 * What happens in the demo and when: the API breaks, somebody is told and silences it, the silence ends, the API is mended.
 *
 * <p>Entry point: {@link tocsin.server.demo.story.Performance}. The story waits for what it sees through the demo's own API and
 * in the inbox, not for a clock, so that it is told in order on a slow machine, too.
 */
@NullMarked
package tocsin.server.demo.story;

import org.jspecify.annotations.NullMarked;
