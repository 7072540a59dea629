package tocsin.router.ingest;

import java.util.List;

/**
 * What became of a post.
 *
 * @param accepted how many alerts were stored; valid ones are, even when others were refused
 * @param problems of the refused ones, by position
 */
public record PostResult(int accepted, List<PostProblem> problems) {
    public PostResult {
        problems = List.copyOf(problems);
    }
}
