/**
 * The text of a template and what it means: lexer, parser, and the tree that executions and escaping work on.
 *
 * <p>Entry point: {@link tocsin.templates.syntax.TemplateParser}. Immutable, any thread.
 */
@NullMarked
package tocsin.templates.syntax;

import org.jspecify.annotations.NullMarked;
