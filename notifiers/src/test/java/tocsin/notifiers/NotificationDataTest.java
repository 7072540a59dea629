package tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.Notifications.firing;

import org.junit.jupiter.api.Test;

class NotificationDataTest {
    @Test
    void a_group_is_named_outside_by_the_hash_of_its_key() {
        NotificationData data =
                NotificationData.of(Notifications.ofGroup("{}:{alertname=\"foo\"}", firing("alertname", "foo")), "");

        assertThat(data.groupKeyHash()).startsWith("88352f8fe74bf0d2").hasSize(64);
    }
}
