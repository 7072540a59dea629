package tocsin.router.notificationlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class AlertHashesTest {
    private static AlertHashes of(Set<Long> hashes) {
        return AlertHashes.of(hashes.stream().mapToLong(Long::longValue).toArray());
    }

    @Property
    void behaves_as_a_set(
            @ForAll Set<@LongRange(min = -9, max = 9) Long> left,
            @ForAll Set<@LongRange(min = -9, max = 9) Long> right) {
        Set<Long> union = new HashSet<>(left);
        union.addAll(right);
        Set<Long> minus = new HashSet<>(left);
        minus.removeAll(right);

        assertThat(of(left).union(of(right))).isEqualTo(of(union));
        assertThat(of(left).minus(of(right))).isEqualTo(of(minus));
        assertThat(of(left).containsAll(of(right))).isEqualTo(left.containsAll(right));
        assertThat(of(left).intersects(of(right))).isEqualTo(minus.size() < left.size());
        assertThat(of(left).isEmpty()).isEqualTo(left.isEmpty());
        assertThat(of(left)).hasSameHashCodeAs(of(new HashSet<>(left)));
    }
}
