package tocsin.router.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.START;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.AlertFixtures.ofRule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.model.Alert;

class AlertNameLimitTest {
    private static final Instant LATER = START.plusSeconds(60);

    private final AlertNameLimit limit = new AlertNameLimit(3);

    private static Alert alert(int i, @Nullable Instant end) {
        return ofRule(labels("Down", "i", "" + i), START, end, START);
    }

    @Test
    void what_the_table_has_forgotten_is_not_kept_although_the_limit_is_never_reached() {
        StoredAlert stays = new StoredAlert(alert(0, LATER));
        limit.hold(stays);
        for (int i = 1; i < 100; i++) {
            StoredAlert goes = new StoredAlert(alert(i, LATER));
            limit.hold(goes);
            goes.replace(alert(i, LATER.minusSeconds(1)));
            limit.hold(goes);
            limit.remove(goes);
        }
        assertThat(limit.placeCount()).isEqualTo(1);

        limit.remove(stays);
        assertThat(limit.placeCount()).isZero();
    }

    @Test
    void a_place_is_free_when_its_alert_has_ended_and_not_when_a_resend_has_moved_the_end_on() {
        StoredAlert[] held = new StoredAlert[3];
        for (int i = 0; i < held.length; i++) {
            held[i] = new StoredAlert(alert(i, LATER));
            limit.hold(held[i]);
        }
        held[0].replace(alert(0, LATER.plusSeconds(60)));
        held[1].replace(alert(1, null));
        for (StoredAlert each : held) {
            limit.hold(each);
        }

        assertThat(limit.admits(alert(9, null), LATER.minusNanos(1))).isFalse();
        assertThat(limit.admits(alert(9, null), LATER)).isTrue();
        limit.hold(new StoredAlert(alert(9, null)));
        assertThat(limit.admits(alert(10, null), LATER)).isFalse();
        assertThat(limit.admits(alert(10, null), LATER.plusSeconds(60))).isTrue();
    }
}
