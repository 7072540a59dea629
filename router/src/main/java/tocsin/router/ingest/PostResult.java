package tocsin.router.ingest;

import java.util.List;

/**
 * What became of a post.
 *
 * @param accepted how many alerts were valid, even when others were refused; also those that the limit of their name or an own
 *     rule turned away, about which a sender can do nothing
 * @param overLimit how many of the accepted the limit of their name turned away
 * @param problems of the refused ones, by position
 */
public record PostResult(int accepted, int overLimit, List<PostProblem> problems) {
    public PostResult {
        problems = List.copyOf(problems);
    }
}
