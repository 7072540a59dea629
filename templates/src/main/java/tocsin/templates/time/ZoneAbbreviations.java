package tocsin.templates.time;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a zone calls itself at an instant, {@code CEST} or {@code -03}. Java's time zone data leaves these out, and its
 * names for display are others; hence a table out of the IANA data base.
 */
final class ZoneAbbreviations {
    private static final Map<String, List<Era>> ERAS = read();

    private ZoneAbbreviations() {}

    /** @param start in seconds since 1970 */
    private record Era(long start, Map<Integer, String> byOffset) {
        static Era parse(String text) {
            String[] startAndNames = text.split(":", -1);
            Map<Integer, String> byOffset = new HashMap<>();
            for (String pair : startAndNames[1].isEmpty() ? new String[0] : startAndNames[1].split(",", -1)) {
                String[] offsetAndName = pair.split("=", -1);
                byOffset.put(Integer.valueOf(offsetAndName[0]), offsetAndName[1]);
            }
            long start = startAndNames[0].isEmpty() ? Long.MIN_VALUE : Long.parseLong(startAndNames[0]);
            return new Era(start, Map.copyOf(byOffset));
        }
    }

    /** Empty for an offset without a name. */
    static String of(TimeValue time) {
        String given = time.abbreviation();
        if (given != null) {
            return given;
        }
        ZoneId zone = time.zone();
        if (zone.equals(Zones.UTC)) {
            return "UTC";
        }
        return zone instanceof ZoneOffset ? "" : abbreviation(time, zone);
    }

    private static String abbreviation(TimeValue time, ZoneId zone) {
        int offset = zone.getRules().getOffset(time.instant()).getTotalSeconds();
        String name = null;
        for (Era era : ERAS.getOrDefault(zone.getId(), List.of())) {
            if (era.start() <= time.instant().getEpochSecond()) {
                name = era.byOffset().get(offset);
            }
        }
        return name == null ? digits(offset) : name;
    }

    private static String digits(int offset) {
        int minutes = Math.abs(offset) / 60;
        String hours = "%s%02d".formatted(offset < 0 ? "-" : "+", minutes / 60);
        return minutes % 60 == 0 ? hours : "%s%02d".formatted(hours, minutes % 60);
    }

    private static Map<String, List<Era>> read() {
        Map<String, List<Era>> eras = new HashMap<>();
        for (String line : lines()) {
            if (!line.startsWith("#")) {
                String[] columns = line.split("\t", -1);
                List<Era> ofLine = columns[1].equals("-") ? List.of() : eras(columns[1]);
                for (String name : columns[0].split(" ", -1)) {
                    eras.put(name, ofLine);
                }
            }
        }
        return Map.copyOf(eras);
    }

    private static List<Era> eras(String text) {
        List<Era> eras = new ArrayList<>();
        for (String era : text.split(";", -1)) {
            eras.add(Era.parse(era));
        }
        return List.copyOf(eras);
    }

    private static List<String> lines() {
        try (InputStream in = ZoneAbbreviations.class.getResourceAsStream("zone-abbreviations.txt")) {
            if (in == null) {
                throw new IllegalStateException("zone-abbreviations.txt is missing from the program");
            }
            return Arrays.asList(new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
