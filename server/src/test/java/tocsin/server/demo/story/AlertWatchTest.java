package tocsin.server.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.server.demo.story.AlertWatch.Changed;
import tocsin.server.demo.story.OwnApi.Shown;

class AlertWatchTest {
    private final AlertWatch watch = new AlertWatch();

    @Test
    void each_change_is_told_once_up_to_the_end() {
        assertThat(watch.changes(List.of(alert(AlertState.PENDING))))
                .containsExactly(new Changed(AlertState.INACTIVE, AlertState.PENDING, alert(AlertState.PENDING)));
        assertThat(watch.changes(List.of(alert(AlertState.PENDING)))).isEmpty();
        assertThat(watch.changes(List.of(alert(AlertState.FIRING))))
                .containsExactly(new Changed(AlertState.PENDING, AlertState.FIRING, alert(AlertState.FIRING)));
        assertThat(watch.changes(List.of(alert(AlertState.SILENCED))))
                .containsExactly(new Changed(AlertState.FIRING, AlertState.SILENCED, alert(AlertState.SILENCED)));
        assertThat(watch.changes(List.of()))
                .containsExactly(new Changed(AlertState.SILENCED, AlertState.INACTIVE, alert(AlertState.SILENCED)));
        assertThat(watch.changes(List.of())).isEmpty();
    }

    private static Shown alert(AlertState state) {
        return new Shown(Map.of("alertname", "ApiDown"), state, "down");
    }
}
