package tocsin.server.routing;

import java.util.List;
import tocsin.notifiers.discord.DiscordKind;
import tocsin.notifiers.email.EmailKind;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.incidentio.IncidentioKind;
import tocsin.notifiers.jira.JiraKind;
import tocsin.notifiers.mattermost.MattermostKind;
import tocsin.notifiers.msteams.MsteamsKind;
import tocsin.notifiers.msteamsv2.Msteamsv2Kind;
import tocsin.notifiers.opsgenie.OpsgenieKind;
import tocsin.notifiers.pagerduty.PagerdutyKind;
import tocsin.notifiers.pushover.PushoverKind;
import tocsin.notifiers.rocketchat.RocketchatKind;
import tocsin.notifiers.slack.SlackKind;
import tocsin.notifiers.sns.SnsKind;
import tocsin.notifiers.telegram.TelegramKind;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.victorops.VictoropsKind;
import tocsin.notifiers.webex.WebexKind;
import tocsin.notifiers.webhook.WebhookKind;
import tocsin.notifiers.wechat.WechatKind;

/** All kinds of integrations: the one place that knows each of them. */
public final class Kinds {
    private Kinds() {}

    /** @param templates with which the texts of entries are parsed */
    public static List<EntryKind<?>> with(NotificationTemplates templates) {
        return List.of(
                DiscordKind.with(templates),
                EmailKind.with(templates),
                IncidentioKind.with(templates),
                JiraKind.with(templates),
                MattermostKind.with(templates),
                MsteamsKind.with(templates),
                Msteamsv2Kind.with(templates),
                OpsgenieKind.with(templates),
                PagerdutyKind.with(templates),
                PushoverKind.with(templates),
                RocketchatKind.with(templates),
                SlackKind.with(templates),
                SnsKind.with(templates),
                TelegramKind.with(templates),
                VictoropsKind.with(templates),
                WebexKind.with(templates),
                WebhookKind.with(templates),
                WechatKind.with(templates));
    }
}
