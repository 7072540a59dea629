package tocsin.server.webconfig;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;
import tocsin.http.SecretSource;

/** Reads {@code tls_server_config}. Opens no file. */
final class TlsSettingsReader {
    private static final int JDK_WITH_NAMED_GROUPS = 21;
    private static final String OLDEST = "TLS12";
    private static final String NEWEST = "TLS13";

    private final YamlMapping mapping;
    private final Fields fields;
    private final Path directory;
    private final Problems problems;

    /** @param directory against which relative paths are resolved */
    TlsSettingsReader(YamlMapping mapping, Path directory, Problems problems) {
        this.mapping = mapping;
        this.fields = new Fields(mapping, problems);
        this.directory = directory;
        this.problems = problems;
    }

    /** Null when the section does not turn TLS on, or cannot. */
    @Nullable
    TlsSettings read() {
        PemSource certificate = source("cert");
        PemSource key = source("key");
        PemSource clientCa = source("client_ca");
        boolean clientsNamed = !fields.string("client_auth_type", "").isEmpty();
        ClientCertificates clients = clients();
        Set<String> allowedNames = allowedNames(clients);
        List<String> protocols = protocols();
        List<String> suites = suites(protocols);
        List<String> groups = groups();
        preferServer();
        fields.finish();
        checkClientCa(clients, clientCa);
        if (certificate == null && key == null && clientCa == null && !clientsNamed) {
            problems.warning(
                    mapping,
                    "`tls_server_config` has no effect and HTTP stays plain; add `cert_file` and `key_file` to turn TLS on");
            return null;
        }
        if (certificate == null || key == null) {
            require("cert", certificate);
            require("key", key);
            return null;
        }
        return new TlsSettings(certificate, key, clients, clientCa, allowedNames, protocols, suites, groups);
    }

    private void require(String key, @Nullable PemSource source) {
        if (source == null) {
            problems.error(mapping, "TLS needs a `%1$s_file` (or `%1$s`) here".formatted(key));
        }
    }

    /** The file counts when both are there, as upstream has it. */
    private @Nullable PemSource source(String key) {
        String fileKey = key + "_file";
        String text = fields.string(key, "");
        String path = fields.string(fileKey, "");
        if (!text.isEmpty() && !path.isEmpty()) {
            problems.warning(
                    fields.position(key),
                    "`%s` has no effect beside `%s`; leave one of them out".formatted(key, fileKey));
        }
        if (!path.isEmpty()) {
            return file(fileKey, path);
        }
        return text.isEmpty() ? null : new PemSource(key, fields.position(key), SecretSource.inline(text));
    }

    private @Nullable PemSource file(String key, String path) {
        try {
            return new PemSource(key, fields.position(key), new SecretSource.InFile(directory.resolve(path)));
        } catch (InvalidPathException e) {
            problems.error(fields.position(key), "`%s` holds a character that no file name has".formatted(key));
            return null;
        }
    }

    private ClientCertificates clients() {
        return fields.parsed(
                "client_auth_type",
                ClientCertificates.NONE,
                ClientCertificates.NONE,
                text -> text.isEmpty() ? ClientCertificates.NONE : ClientCertificates.parse(text));
    }

    private void checkClientCa(ClientCertificates clients, @Nullable PemSource clientCa) {
        if (clientCa != null && clients == ClientCertificates.NONE) {
            clientCa.error(
                    problems,
                    "has no effect with NoClientCert; add `client_auth_type: %s`"
                            .formatted(ClientCertificates.REQUIRE_AND_VERIFY));
        } else if (clientCa != null && !clients.verified()) {
            clientCa.warning(problems, "%s accepts certificates of any issuer".formatted(clients));
        } else if (clientCa == null && clients.verified()) {
            problems.warning(
                    fields.position("client_auth_type"),
                    "without `client_ca_file`, certificates of every issuer that this JVM trusts are accepted");
        }
    }

    private @Nullable Set<String> allowedNames(ClientCertificates clients) {
        String key = "client_allowed_sans";
        List<String> names = fields.strings(key);
        YamlNode node = fields.node(key);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!clients.required()) {
            problems.error(
                    fields.position(key),
                    "`%s` needs a `client_auth_type` that demands a certificate: %s, or %s"
                            .formatted(key, ClientCertificates.REQUIRE_AND_VERIFY, ClientCertificates.REQUIRE_ANY));
        } else if (names.isEmpty()) {
            problems.error(fields.position(key), "`%s` is empty, so that no client could connect".formatted(key));
        }
        return new LinkedHashSet<>(names);
    }

    private List<String> protocols() {
        int min = version("min_version", OLDEST);
        int max = version("max_version", NEWEST);
        List<String> names = List.copyOf(TlsNames.VERSIONS.keySet());
        if (min > max) {
            problems.error(
                    fields.position("min_version"),
                    "`min_version` %s is newer than `max_version` %s".formatted(names.get(min), names.get(max)));
            return List.of();
        }
        return usable(names.subList(min, max + 1));
    }

    private int version(String key, String absent) {
        List<String> names = List.copyOf(TlsNames.VERSIONS.keySet());
        String chosen = fields.choice(key, absent, names);
        return names.indexOf(chosen.isEmpty() ? absent : chosen);
    }

    private List<String> usable(List<String> versions) {
        Set<String> usable = TlsNames.usableVersions();
        List<String> protocols = new ArrayList<>();
        for (String version : versions) {
            String protocol = String.valueOf(TlsNames.VERSIONS.get(version));
            if (usable.contains(protocol)) {
                protocols.add(protocol);
            } else {
                problems.warning(
                        fields.position(mapping.get("min_version") == null ? "max_version" : "min_version"),
                        "%s is turned off in this JVM (jdk.tls.disabledAlgorithms in java.security)"
                                .formatted(version));
            }
        }
        if (protocols.isEmpty()) {
            problems.error(
                    fields.position("max_version"), "no version is left that this JVM speaks; allow TLS12 or TLS13");
        }
        return protocols;
    }

    private List<String> suites(List<String> protocols) {
        String key = "cipher_suites";
        Set<String> named = new LinkedHashSet<>();
        List<YamlScalar> written = fields.scalars(key);
        written.forEach(scalar -> checkSuite(scalar, named));
        List<String> chosen = written.isEmpty()
                ? TlsNames.TLS12_SUITES
                : known().stream().filter(named::contains).toList();
        Set<String> usable = TlsNames.usableSuites();
        List<String> suites = Stream.concat(
                        TlsNames.TLS13_SUITES.stream().filter(suite -> protocols.contains("TLSv1.3")),
                        chosen.stream().filter(suite -> !TlsNames.TLS13_SUITES.contains(suite)))
                .filter(usable::contains)
                .toList();
        if (suites.isEmpty() && !protocols.isEmpty()) {
            problems.error(fields.position(key), "`%s`: none is left that this JVM can use".formatted(key));
        }
        return suites;
    }

    private void checkSuite(YamlScalar scalar, Set<String> named) {
        String name = scalar.text();
        if (!known().contains(name)) {
            problems.error(scalar, "unknown cipher suite `%s`%s".formatted(name, TlsNames.hint(name, known())));
        } else if (!TlsNames.usableSuites().contains(name)) {
            problems.warning(scalar, "this JVM cannot use the cipher suite %s".formatted(name));
        } else if (TlsNames.OLD_SUITES.contains(name)) {
            problems.warning(scalar, "%s has no forward secrecy; name TLS_ECDHE_… suites only".formatted(name));
        }
        named.add(name);
    }

    private static List<String> known() {
        return Stream.of(TlsNames.TLS12_SUITES, TlsNames.OLD_SUITES, TlsNames.TLS13_SUITES)
                .flatMap(List::stream)
                .toList();
    }

    private List<String> groups() {
        String key = "curve_preferences";
        Map<String, String> curves = TlsNames.CURVES;
        List<String> groups = new ArrayList<>();
        for (YamlScalar scalar : fields.scalars(key)) {
            String group = curves.get(scalar.text());
            if (group == null) {
                problems.error(
                        scalar,
                        "unknown curve `%s`%s; there are %s"
                                .formatted(
                                        scalar.text(),
                                        TlsNames.hint(scalar.text(), curves.keySet()),
                                        String.join(", ", curves.keySet())));
            } else {
                groups.add(group);
            }
        }
        if (!groups.isEmpty() && Runtime.version().feature() < JDK_WITH_NAMED_GROUPS) {
            problems.warning(
                    fields.position(key),
                    "`%s` has no effect before Java %d; the option -Djdk.tls.namedGroups=%s of the JVM does it here"
                            .formatted(key, JDK_WITH_NAMED_GROUPS, String.join(",", groups)));
            return List.of();
        }
        return groups;
    }

    private void preferServer() {
        String key = "prefer_server_cipher_suites";
        if (!fields.bool(key, true) && fields.has(key)) {
            problems.warning(
                    fields.position(key),
                    "`%s: false` has no effect, as in Go since 1.17: the server chooses".formatted(key));
        }
    }
}
