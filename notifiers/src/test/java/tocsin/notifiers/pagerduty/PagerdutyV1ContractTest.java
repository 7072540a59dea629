package tocsin.notifiers.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import tocsin.config.IntegrationConfig;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notifier;
import tocsin.http.HttpConfigException;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;
import tocsin.notifiers.TestPorts;

class PagerdutyV1ContractTest extends HttpNotifierContract {
    PagerdutyV1ContractTest(LocalService service) {
        super(
                ContractEntry.of(PagerdutyKind::with, "service_key", "'%SECRET%'")
                        .with("routing_key", "of-version-2")
                        .withRequiredText("service_key", "%BROKEN%")
                        .withTexts("client", "client_url", "description")
                        .withText("details", "{fine: yes, a: %BROKEN%}"),
                service);
    }

    @Override
    protected Notifier notifier(IntegrationConfig config, TestPorts world, String address) throws HttpConfigException {
        return new PagerdutyNotifier(
                (PagerdutyConfig) config, world, address + "/generic/2010-04-15/create_event.json");
    }

    @Override
    protected String goldenDirectory() {
        return "pagerduty/v1";
    }

    @Override
    protected boolean isRetried(int status) {
        return status == 403 || super.isRetried(status);
    }

    @Override
    protected FailureReason reasonOf(int status) {
        return FailureReason.OTHER;
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        assertThat(request.getBody()).hasSizeLessThan(512_000);
        assertThat(new JsonObject(request.getBodyAsString())
                        .getJsonObject("details")
                        .fieldNames())
                .containsExactly("error");
    }
}
