/**
 * Configuration texts: sources, positioned YAML, and problems that say where, what was found and what to write instead.
 * Knows nothing of rules or routes. May depend on the JDK, the YAML parser and RE2/J only.
 */
@NullMarked
package tocsin.config;

import org.jspecify.annotations.NullMarked;
