package tocsin.notifiers.sns;

/** Where the services of AWS are. */
final class AwsEndpoint {
    private AwsEndpoint() {}

    /** @param service e.g. {@code sns} */
    static String of(String service, String region) {
        return "https://%s.%s.%s/"
                .formatted(service, region, region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com");
    }

    /** The region of an ARN, which is its fourth part; empty when it has none. */
    static String regionOf(String arn) {
        String[] parts = arn.split(":", -1);
        return parts.length > 3 && parts[0].equals("arn") ? parts[3] : "";
    }
}
