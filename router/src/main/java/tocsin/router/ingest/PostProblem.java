package tocsin.router.ingest;

/**
 * Why one alert of a post was refused.
 *
 * @param index position in the post, from 0
 * @param field {@code endsAt}, {@code labels} or {@code annotations}
 * @param message the words of Alertmanager, on which senders' logs and tests rely
 */
public record PostProblem(int index, String field, String message) {}
