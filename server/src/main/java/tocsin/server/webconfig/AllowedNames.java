package tocsin.server.webconfig;

import io.netty.util.NetUtil;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code client_allowed_sans}: which names a client's certificate may be for. One of its alternative names (DNS, e-mail, IP
 * address or URI) must be one of these, character by character; IP addresses are compared as addresses.
 */
final class AllowedNames {
    private static final Set<Integer> KINDS = Set.of(1, 2, 6, 7);

    private final Set<String> allowed;

    AllowedNames(Collection<String> allowed) {
        this.allowed = allowed.stream().map(AllowedNames::canonical).collect(Collectors.toUnmodifiableSet());
    }

    boolean allow(X509Certificate certificate) throws CertificateParsingException {
        @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names != null
                && names.stream()
                        .filter(name -> KINDS.contains(name.get(0)))
                        .map(name -> canonical(String.valueOf(name.get(1))))
                        .anyMatch(allowed::contains);
    }

    /** IPv6 has many forms of one address, and the JDK's is not the one that people write. */
    private static String canonical(String name) {
        byte[] address = name.indexOf(':') >= 0 ? NetUtil.createByteArrayFromIpAddressString(name) : null;
        return address == null ? name : NetUtil.bytesToIpAddress(address);
    }
}
