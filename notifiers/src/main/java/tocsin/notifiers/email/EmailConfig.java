package tocsin.notifiers.email;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.HostPort;
import tocsin.config.IntegrationConfig;
import tocsin.http.TlsConfig;
import tocsin.notifiers.entry.FieldText;

/**
 * One entry of {@code email_configs}.
 *
 * @param hello the name in EHLO
 * @param requireTls whether STARTTLS must succeed
 * @param forceImplicitTls whether TLS begins with the connection; null means that the port 465 decides
 * @param headers by canonical name, in source order; without the defaults of Subject, To and From
 * @param html rendered as HTML; empty means no such part
 * @param text empty means no such part
 */
public record EmailConfig(
        FieldText to,
        FieldText from,
        HostPort smarthost,
        String hello,
        EmailAuth auth,
        boolean requireTls,
        @Nullable Boolean forceImplicitTls,
        TlsConfig tls,
        Map<String, FieldText> headers,
        FieldText html,
        FieldText text,
        EmailThreading threading,
        boolean sendResolved)
        implements IntegrationConfig {
    public EmailConfig {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(smarthost, "smarthost");
        Objects.requireNonNull(hello, "hello");
        Objects.requireNonNull(auth, "auth");
        Objects.requireNonNull(tls, "tls");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        Objects.requireNonNull(html, "html");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(threading, "threading");
    }
}
