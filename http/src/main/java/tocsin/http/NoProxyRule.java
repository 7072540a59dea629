package tocsin.http;

import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code no_proxy}: {@code *}, an address, a network, a domain (itself and below) or, with a leading dot,
 * what is below a domain; addresses and domains may have a port.
 */
final class NoProxyRule {
    private final String name;
    private final int port;
    private final byte @Nullable [] network;
    private final int prefix;

    private NoProxyRule(String name, int port, byte @Nullable [] network, int prefix) {
        this.name = name;
        this.port = port;
        this.network = network;
        this.prefix = prefix;
    }

    static List<NoProxyRule> parse(String list) {
        List<NoProxyRule> rules = new ArrayList<>();
        for (String entry : list.split(",", -1)) {
            String trimmed = entry.strip().toLowerCase(Locale.ROOT);
            if (!trimmed.isEmpty()) {
                rules.add(one(trimmed));
            }
        }
        return List.copyOf(rules);
    }

    private static NoProxyRule one(String entry) {
        int slash = entry.indexOf('/');
        if (slash > 0) {
            byte[] network = NetUtil.createByteArrayFromIpAddressString(entry.substring(0, slash));
            String bits = entry.substring(slash + 1);
            if (network != null && bits.matches("\\d{1,3}")) {
                return new NoProxyRule(entry, 0, network, Math.min(Integer.parseInt(bits), network.length * 8));
            }
        }
        byte[] address = NetUtil.createByteArrayFromIpAddressString(entry);
        if (address != null) {
            return new NoProxyRule(entry, 0, address, address.length * 8);
        }
        int colon = entry.lastIndexOf(':');
        if (colon > 0 && entry.substring(colon + 1).matches("\\d{1,5}")) {
            return withPort(entry.substring(0, colon), Integer.parseInt(entry.substring(colon + 1)));
        }
        return withPort(entry, 0);
    }

    private static NoProxyRule withPort(String host, int port) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        byte[] address = NetUtil.createByteArrayFromIpAddressString(bare);
        return new NoProxyRule(
                bare.startsWith("*.") ? bare.substring(1) : bare,
                port,
                address,
                address == null ? 0 : address.length * 8);
    }

    boolean covers(String host, int hostPort) {
        if (port != 0 && port != hostPort) {
            return false;
        }
        if (name.equals("*")) {
            return true;
        }
        if (network != null) {
            return coversAddress(network, NetUtil.createByteArrayFromIpAddressString(host));
        }
        return name.startsWith(".") ? host.endsWith(name) : host.equals(name) || host.endsWith("." + name);
    }

    private boolean coversAddress(byte[] range, byte @Nullable [] address) {
        if (address == null || address.length != range.length) {
            return false;
        }
        int bytes = prefix / 8;
        int mask = 0xFF00 >> prefix % 8 & 0xFF;
        return Arrays.equals(range, 0, bytes, address, 0, bytes)
                && (mask == 0 || (range[bytes] & mask) == (address[bytes] & mask));
    }

    static boolean isLoopback(String host) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        if (address == null) {
            return host.equals("localhost");
        }
        return address.length == 4 ? address[0] == 127 : Arrays.equals(address, NetUtil.LOCALHOST6.getAddress());
    }
}
