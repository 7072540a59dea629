package tocsin.server;

/** The version of this build. */
public final class Version {
    private Version() {}

    /** From the jar's manifest; {@code development} when the classes were not packed. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
