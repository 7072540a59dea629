#!/usr/bin/env python3
"""Draws the pictures of docs/how-to/notifiers: what each service is sent, as a plain card. No service is asked.

    docs/pictures/draw.py [KIND...]

starts `./tocsin run` with one receiver of each kind, lets it notify a server of its own on loopback, and draws what came.
Needs Python 3.9, chromium and openssl, and nothing else; takes about a minute.
"""
import datetime
import email
import email.policy
import html
import http.server
import json
import pathlib
import re
import shutil
import socketserver
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PATIENCE = 60
# Chromium leaves windows that are less high half empty.
LEAST_HEIGHT = 150

RECEIVERS = """
global:
  smtp_smarthost: 127.0.0.1:SMTP
  smtp_from: Tocsin <tocsin@example.com>
  smtp_require_tls: false
route: {receiver: all, group_by: [alertname, cluster], group_wait: 1s}
receivers:
- name: all
  email_configs: [{to: On call <oncall@example.com>}]
  slack_configs:
  - api_url: HTTP/slack
    channel: '#ops'
    text: '{{ range .Alerts }}{{ .Annotations.summary }}{{ "\\n" }}{{ end }}'
    actions: [{type: button, text: Runbook, url: '{{ .CommonAnnotations.runbook_url }}'}]
  mattermost_configs: [{webhook_url: HTTP/mattermost, channel: ops}]
  rocketchat_configs:
  - api_url: HTTP/rocketchat/
    token: t
    token_id: i
    channel: '#ops'
    text: '{{ range .Alerts }}{{ .Annotations.summary }}{{ "\\n" }}{{ end }}'
  discord_configs: [{webhook_url: HTTP/discord}]
  msteamsv2_configs: [{webhook_url: HTTP/msteamsv2}]
  telegram_configs: [{api_url: HTTP/telegram, bot_token: t, chat_id: -100123}]
  webex_configs: [{api_url: HTTP/webex, room_id: r, http_config: {authorization: {credentials: t}}}]
  wechat_configs: [{api_url: HTTP/wechat/, corp_id: ww1, api_secret: s, agent_id: '1000002', to_user: '@all'}]
  pagerduty_configs: [{url: HTTP/pagerduty, routing_key: k, severity: '{{ .CommonLabels.severity }}'}]
  opsgenie_configs: [{api_url: HTTP/opsgenie/, api_key: k, priority: P1}]
  victorops_configs: [{api_url: HTTP/victorops/, api_key: k, routing_key: team}]
  # Its address is fixed: we are its proxy.
  pushover_configs: [{user_key: u, token: t, http_config: {proxy_url: 'HTTP', tls_config: {insecure_skip_verify: true}}}]
  jira_configs: [{api_url: HTTP/jira/rest/api/2, project: OPS, issue_type: Bug}]
  incidentio_configs: [{url: HTTP/incidentio, alert_source_token: t}]
  sns_configs:
  - api_url: HTTP/sns
    topic_arn: arn:aws:sns:eu-west-1:123456789012:alerts
    sigv4: {region: eu-west-1, access_key: a, secret_key: s}
"""

JSON_ANSWER = {"ok": True, "success": True, "errcode": 0, "access_token": "t", "expires_in": 7200, "issues": [],
               "id": "1", "key": "OPS-1", "status": 1, "transitions": []}
XML_ANSWER = ('<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId>'
              '</PublishResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></PublishResponse>')

requests = {}
mails = []


class Services(http.server.BaseHTTPRequestHandler):
    """All services in one: each answers that it has taken the message."""

    protocol_version = "HTTP/1.1"
    certificate = None

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        kind = "pushover" if self.path.startswith("/1/messages") else self.path.split("/")[1].split("?")[0]
        requests[kind] = (self.path, body)
        answer, form = (XML_ANSWER, "text/xml") if kind == "sns" else (json.dumps(JSON_ANSWER), "application/json")
        self.send_response(200)
        self.send_header("Content-Type", form)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer.encode())

    do_GET = do_PUT = do_POST

    def do_CONNECT(self):
        self.send_response(200)
        self.end_headers()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(Services.certificate)
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
        self.close_connection = False

    def log_message(self, *_):
        pass


class Smtp(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 here")
        for line in self.rfile:
            command = line[:4].upper()
            if command == b"DATA":
                self.say("354 go on")
                mails.append(self.message())
            self.say("250 8BITMIME" if command == b"EHLO" else "250 ok")

    def message(self):
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(line[1:] if line.startswith(b".") else line for line in lines)

    def say(self, line):
        self.wfile.write((line + "\r\n").encode())


def serve(handler):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def alert():
    start = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=7)
    return {
        "labels": {"alertname": "DiskFull", "cluster": "eu-1", "instance": "db-1", "severity": "critical"},
        "annotations": {"summary": "db-1: / is full in 40 minutes", "runbook_url": "https://runbooks.example.com/disk-full"},
        "startsAt": start.isoformat(),
        "generatorURL": "https://prometheus.example.com/graph?g0.expr=disk_free+%3C+0.05&g0.tab=1",
    }


def notify(directory):
    certificate = directory / "cert.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
                    "-keyout", certificate, "-out", directory / "crt"], check=True, stderr=subprocess.DEVNULL)
    certificate.write_text(certificate.read_text() + (directory / "crt").read_text())
    Services.certificate = certificate
    config = directory / "alertmanager.yml"
    config.write_text(RECEIVERS.replace("HTTP", f"http://127.0.0.1:{serve(Services)}").replace("SMTP", str(serve(Smtp))))
    tocsin = subprocess.Popen(
        [ROOT / "tocsin", "run", f"--config.file={config}", f"--storage.path={directory}/data",
         "--web.listen-address=127.0.0.1:0", "--web.external-url=https://tocsin.example.com"],
        stderr=subprocess.PIPE, text=True)
    try:
        url = next(re.search(r"127\.0\.0\.1:\d+", line)[0] for line in tocsin.stderr if "Listening on" in line)
        urllib.request.urlopen(urllib.request.Request(
            f"http://{url}/api/v2/alerts", json.dumps([alert()]).encode(), {"Content-Type": "application/json"}), timeout=9)
        expected = set(re.findall(r"^  (\w+)_configs", RECEIVERS, re.M)) - {"email"}
        end = time.monotonic() + PATIENCE
        while not (expected <= requests.keys() and mails) and time.monotonic() < end:
            time.sleep(0.2)
        time.sleep(1)
    finally:
        tocsin.terminate()
        log = tocsin.stderr.read()
        tocsin.wait()
    missing = expected - requests.keys()
    if missing or not mails:
        sys.exit(f"nothing came from {', '.join(sorted(missing)) or 'email'}\n{log}")


# What a card shows: a name above, a colour, a title, a text in HTML, fields, buttons.

def escaped(text):
    return html.escape(str(text))


def plain(text):
    return "<p class=text>" + escaped(text.strip("\n")) + "</p>"


def markdown(text):
    """As much of it as our default texts use: headings, lists, paragraphs."""
    out = []
    for line in re.sub(r"\n{3,}", "\n\n", text.strip("\n")).split("\n"):
        if line.startswith("# "):
            out.append(f"<h2>{escaped(line[2:])}</h2>")
        elif re.match(r" *- ", line):
            out.append(f"<li>{escaped(line.lstrip(' -'))}</li>")
        elif line:
            out.append(f"<p>{escaped(line)}</p>")
    return "".join(out)


def compact(value):
    """Alerts within JSON, in the words that matter."""
    if isinstance(value, list) and value:
        return ", ".join(map(compact, value))
    if isinstance(value, dict) and "labels" in value:
        return "{%s … }" % ", ".join(f"{k}={v}" for k, v in value["labels"].items())
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def card(above, colour, title, link="", text="", fields=(), buttons=(), below=""):
    head = f"<a>{escaped(title)}</a>" if link else escaped(title)
    rows = "".join(f"<tr><th>{escaped(name)}<td>{escaped(compact(value))}" for name, value in fields)
    return f"""<div class=above>{escaped(above)}</div>
        <div class=card style="border-left-color:{colour}">
        <div class=title>{head}</div>{text}<table>{rows}</table>
        {''.join(f'<span class=button>{escaped(b)}</span>' for b in buttons)}
        <div class=below>{escaped(below)}</div></div>"""


def attachment(above, a, text):
    colour = {"danger": RED, "red": RED, "good": GREEN, "green": GREEN}[a["color"]]
    return card(above, colour, a["title"], a.get("title_link"), text, [(f["title"], f["value"]) for f in a.get("fields", [])],
                [b["text"] for b in a.get("actions", [])])


RED, GREEN, GREY = "#b03a2e", "#26734a", "#8a949e"


def slack(_, body):
    return attachment(f"{body['username']} in {body['channel']}", body["attachments"][0], plain(body["attachments"][0]["text"]))


def mattermost(_, body):
    return attachment(f"{body['username']} in {body['channel']}", body["attachments"][0], markdown(body["attachments"][0]["text"]))


def rocketchat(_, body):
    return attachment(f"in {body['channel']}", body["attachments"][0], plain(body["attachments"][0]["text"]))


def discord(_, body):
    embed = body["embeds"][0]
    return card("the webhook's name", f"#{embed['color']:06x}", embed["title"], text=plain(embed["description"]))


def msteamsv2(_, body):
    title, text = body["attachments"][0]["content"]["body"]
    colour = RED if title["color"] == "Attention" else GREEN
    return card("the workflow's name", colour, title["text"], text=markdown(text["text"]))


def telegram(_, body):
    return card("the bot's name", GREY, "", text=f"<p class=text>{body['text'].strip()}</p>")


def webex(_, body):
    return card("the bot's name", GREY, "", text=plain(body["markdown"]))


def wechat(_, body):
    return card("the application's name", GREY, "", text=plain(body["text"]["content"]))


def pagerduty(_, body):
    payload = body["payload"]
    return card("incident", RED, payload["summary"], fields=[
        ("severity", payload["severity"]), ("source", payload["source"]), ("dedup key", body["dedup_key"][:16] + "…"),
        *payload["custom_details"].items()], buttons=["View in " + body["client"]])


def opsgenie(_, body):
    return card("alert", RED, body["message"], text=plain(body["description"]), fields=[
        ("priority", body["priority"]), ("source", body["source"]), ("alias", body["alias"][:16] + "…"), *body["details"].items()])


def victorops(_, body):
    return card("incident", RED, body["entity_display_name"], text=plain(body["state_message"]), fields=[
        ("message type", body["message_type"]), ("entity id", body["entity_id"][:16] + "…"), ("monitoring tool", body["monitoring_tool"])])


def pushover(path, _):
    parameters = dict(urllib.parse.parse_qsl(path.split("?", 1)[1]))
    return card("on the phone, repeated every %s s for %s s" % (parameters["retry"], parameters["expire"]), RED,
                parameters["title"], text=plain(parameters["message"]), buttons=["Acknowledge"], below=parameters["url"])


def jira(_, body):
    fields = body["fields"]
    return card(f"{fields['issuetype']['name']} in {fields['project']['key']}", GREY, fields["summary"],
                text=markdown(fields["description"]),
                fields=[("priority", fields["priority"]["name"]), ("labels", [l[:22] + "…}" for l in fields["labels"]])])


def incidentio(_, body):
    return card("alert event, status " + body["status"], RED, ", ".join(body["groupLabels"].values()), fields=[
        (name, body[name]) for name in ("notification_reason", "groupLabels", "commonLabels", "commonAnnotations", "alerts")])


def sns(_, body):
    parameters = dict(urllib.parse.parse_qsl(body))
    return card("mail of a subscriber", GREY, parameters["Subject"], text=plain(parameters["Message"]))


STYLE = """<!DOCTYPE html><meta charset=utf-8><style>
body { margin: 0; padding: 14px; background: #fff; color: #1d2733; font: 14px/20px Helvetica, Arial, sans-serif; width: 532px }
.above { color: #5f6b7a; font-size: 12px; margin-bottom: 6px }
.card { border: 1px solid #d8dee6; border-left: 4px solid; border-radius: 4px; padding: 10px 14px; overflow-wrap: anywhere }
.title { font-weight: bold; margin-bottom: 4px } a { color: #1a5fb4 } p { margin: 4px 0 } .text { white-space: pre-wrap }
h2 { font-size: 16px; margin: 6px 0 } li { margin-left: 18px }
table { border-spacing: 0 } th { text-align: left; font-weight: normal; color: #5f6b7a; padding: 2px 14px 2px 0; vertical-align: top; white-space: nowrap }
.button { display: inline-block; border: 1px solid #b8c1cb; border-radius: 4px; padding: 3px 12px; margin: 8px 6px 2px 0 }
.below { color: #5f6b7a; font-size: 12px }
</style>"""


def chromium(page, *options):
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-lcd-text", f"--user-data-dir={profile}",
             *options, page.as_uri()], check=True, timeout=PATIENCE, capture_output=True, text=True).stdout


def picture(directory, name, body, width=560):
    page = directory / f"{name}.html"
    page.write_text(STYLE + body + "<script>onload = () => document.title = document.documentElement.offsetHeight</script>")
    height = int(re.search(r"<title>(\d+)", chromium(page, "--dump-dom", f"--window-size={width},300"))[1])
    chromium(page, f"--screenshot={HERE / name}.png", f"--window-size={width},{max(height, LEAST_HEIGHT)}")


def mail_pictures(directory):
    mail = email.message_from_bytes(mails[0], policy=email.policy.default)
    page = mail.get_body(("html",)).get_content()
    head = f"<div class=above>From {escaped(mail['From'])} to {escaped(mail['To'])}</div><div class=title>{escaped(mail['Subject'])}</div>"

    def frame(width, height, dark=False):
        scheme = "dark" if dark else "light"
        return (f'<iframe srcdoc="{escaped(page)}" scrolling=no style="color-scheme:{scheme};width:{width}px;height:{height}px;'
                'border:1px solid #d8dee6;margin-right:14px"></iframe>')

    picture(directory, "email", head + "<style>body { width: 720px }</style>" + frame(716, 580), 750)
    picture(directory, "email-phone", "<style>body { width: 810px }</style>" + frame(380, 690) + frame(380, 690, dark=True), 810)


def main():
    chosen = sys.argv[1:]
    directory = pathlib.Path(tempfile.mkdtemp())
    try:
        notify(directory)
        if not chosen or "email" in chosen:
            mail_pictures(directory)
        for kind in chosen or sorted(requests):
            if kind != "email":
                path, body = requests[kind]
                readable = json.loads(body) if body.startswith("{") else body
                picture(directory, kind, globals()[kind](path, readable))
                print(f"{kind}.png")
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
