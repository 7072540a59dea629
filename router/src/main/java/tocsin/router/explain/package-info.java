/**
 * Why an alert was, was not or will be notified, and what happens next: promise 8 of the product.
 *
 * <p>Entry point: {@link tocsin.router.explain.Explainer}, which makes an {@link tocsin.router.explain.Explanation} of
 * {@link tocsin.router.explain.AlertFacts} and the decision records. Pure; any thread. May depend on: {@code model} and every
 * other package of the router but the router itself. Used by: the router, {@code server}.
 */
@NullMarked
package tocsin.router.explain;

import org.jspecify.annotations.NullMarked;
