package tocsin.router;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Labels;
import tocsin.router.pipeline.Attempt;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.TestRequest;
import tocsin.router.pipeline.TestedIntegration;

class RouterReceiverTestTest {
    private static final TestRequest PLAIN = new TestRequest(Labels.empty(), "ann", false);
    private static final TestRequest WITH_END = new TestRequest(Labels.of("alertname", "Full", "sev", "x"), "", true);

    private final RouterScenario scenario = new RouterScenario();
    private final RecordingNotifier first = scenario.receiver("ops");
    private final RecordingNotifier second = scenario.receiver("ops", false);

    private Future<List<TestedIntegration>> test(TestRequest request) {
        return Objects.requireNonNull(scenario.router.test("ops", request));
    }

    @Test
    void each_integration_of_the_receiver_is_told_of_one_marked_alert() {
        scenario.start();

        List<TestedIntegration> tested = test(PLAIN).result();

        assertThat(tested)
                .extracting(each -> each.integration().toString())
                .containsExactly("ops/webhook/0", "ops/webhook/1");
        for (RecordingNotifier notifier : List.of(first, second)) {
            assertThat(notifier.delivered()).singleElement().satisfies(notification -> {
                assertThat(notification.alerts().get(0).name()).isEqualTo("[TEST] Notification");
                assertThat(notification.groupLabels()).isEqualTo(Labels.of("alertname", "[TEST] Notification"));
                assertThat(notification.alerts().get(0).annotations().getOrEmpty("summary"))
                        .contains("[TEST]", "ops", "ann", "Nothing is wrong");
                assertThat(notification.reason()).isEqualTo(NotifyReason.FIRST_NOTIFICATION);
                assertThat(notification.firing()).isTrue();
            });
        }
    }

    @Test
    void own_labels_are_kept_and_the_name_is_marked_all_the_same() {
        scenario.start();
        test(WITH_END).result();

        assertThat(first.delivered().get(0).alerts().get(0).labels())
                .isEqualTo(Labels.of("alertname", "[TEST] Full", "sev", "x"));
    }

    @Test
    void the_end_is_told_to_those_that_took_the_alert_and_want_to_hear_of_it() {
        first.answers(new DeliveryResult.Delivered(Map.of("ts", "17")));
        scenario.start();

        List<TestedIntegration> tested = test(WITH_END).result();

        assertThat(first.delivered()).extracting(Notification::firing).containsExactly(true, false);
        assertThat(first.last().receiverData()).isEqualTo(Map.of("ts", "17"));
        assertThat(first.last().groupKey()).isEqualTo(first.delivered().get(0).groupKey());
        assertThat(tested.get(0).resolved()).isNotNull();
        assertThat(second.delivered()).hasSize(1);
        assertThat(tested.get(1).resolved()).isNull();
    }

    @Test
    void one_attempt_is_made_whatever_it_comes_to() {
        first.answers(RecordingNotifier.unavailable());
        second.answers(new DeliveryResult.Rejected(FailureReason.AUTH_ERROR, "401"));
        scenario.start();

        List<TestedIntegration> tested = test(PLAIN).result();
        scenario.after(ofHours(5));

        assertThat(tested)
                .extracting(each -> each.firing().result())
                .containsExactly(
                        RecordingNotifier.unavailable(), new DeliveryResult.Rejected(FailureReason.AUTH_ERROR, "401"));
        assertThat(first.attempts()).hasSize(1);
        assertThat(second.attempts()).hasSize(1);
        assertThat(scenario.observer.count("failed ops/webhook/1 authError")).isEqualTo(1);
        assertThat(scenario.router.integrationHealth().get("ops"))
                .allSatisfy(health -> assertThat(health.isWell()).isFalse());
    }

    @Test
    void the_end_is_told_to_who_may_have_got_the_alert_and_not_to_who_refused_it() {
        first.answers(RecordingNotifier.unavailable());
        scenario.start();
        test(WITH_END).result();
        assertThat(first.attempts()).extracting(Notification::firing).containsExactly(true, false);

        first.clear();
        first.answers(new DeliveryResult.Rejected(FailureReason.AUTH_ERROR, "401"));
        test(WITH_END).result();
        assertThat(first.attempts()).extracting(Notification::firing).containsExactly(true);
    }

    @Test
    void an_integration_that_hangs_or_throws_holds_nobody_up_for_long() {
        first.answersWith(() -> Promise.<DeliveryResult>promise().future());
        second.answersWith(() -> {
            throw new IllegalStateException("a bug");
        });
        scenario.start();
        Future<List<TestedIntegration>> tested = test(PLAIN);
        scenario.after(ofSeconds(14));

        assertThat(tested.result().get(0).firing().result())
                .isInstanceOfSatisfying(
                        DeliveryResult.Retryable.class,
                        none -> assertThat(none.message()).contains("no answer", "may have arrived"));
        assertThat(tested.result().get(1).firing().result())
                .isInstanceOfSatisfying(
                        DeliveryResult.Retryable.class,
                        broken -> assertThat(broken.message()).contains("IllegalStateException"));
        assertThat(first.limits()).containsExactly(ofSeconds(12));
    }

    @Test
    void the_history_has_it_and_neither_alerts_nor_groups_nor_the_log_do() {
        second.answers(new DeliveryResult.Rejected(FailureReason.AUTH_ERROR, "401"));
        scenario.start();
        test(PLAIN).result();
        scenario.after(ofSeconds(1));

        assertThat(scenario.decisions.flushes()).hasSize(2).allSatisfy(record -> {
            assertThat(record.routeId()).isEqualTo("[TEST]");
            assertThat(record.receiver()).isEqualTo("ops");
            assertThat(record.firing()).isEqualTo(1);
        });
        assertThat(scenario.decisions.flushes())
                .flatExtracting(record -> record.decisions())
                .hasAtLeastOneElementOfType(Decision.Delivered.class)
                .hasAtLeastOneElementOfType(Decision.NotDelivered.class);
        assertThat(scenario.router.alerts()).isEmpty();
        assertThat(scenario.router.groups()).isEmpty();
        assertThat(scenario.router.figures().logEntries()).isZero();
        scenario.journal().restore(Attempt.TABLE, attempt -> {
            throw new AssertionError("an attempt is kept: " + attempt);
        });
    }

    @Test
    void a_receiver_to_which_no_route_leads_is_not_known() {
        scenario.start();
        assertThat(scenario.router.test("dev", PLAIN)).isNull();
    }
}
