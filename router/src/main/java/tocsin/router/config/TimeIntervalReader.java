package tocsin.router.config;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.mute.TimeInterval;
import tocsin.router.mute.TimeInterval.Range;

/** Reads {@code time_intervals} and the older {@code mute_time_intervals}, which share their names. */
final class TimeIntervalReader {
    private final Problems problems;
    private final Map<String, Position> places = new LinkedHashMap<>();

    TimeIntervalReader(Problems problems) {
        this.problems = problems;
    }

    List<NamedTimeInterval> read(Fields top) {
        List<NamedTimeInterval> intervals = new ArrayList<>();
        readList(top, "mute_time_intervals", intervals);
        readList(top, "time_intervals", intervals);
        return intervals;
    }

    private void readList(Fields top, String key, List<NamedTimeInterval> intervals) {
        for (YamlNode node : top.list(key)) {
            if (node instanceof YamlMapping section) {
                intervals.add(named(section));
            } else {
                problems.error(node, "`%s` takes a list of named intervals, found %s".formatted(key, node.describe()));
            }
        }
    }

    private NamedTimeInterval named(YamlMapping section) {
        Fields fields = new Fields(section, problems);
        String name = fields.string("name", "");
        Position first = places.putIfAbsent(name, fields.position("name"));
        if (name.isEmpty()) {
            problems.error(section, "missing `name` of a time interval");
        } else if (first != null) {
            problems.error(
                    fields.position("name"),
                    "time interval `%s` is already defined at line %d".formatted(name, first.line()));
        }
        List<TimeInterval> intervals = new ArrayList<>();
        for (YamlNode item : fields.list("time_intervals")) {
            intervals.add(interval(item));
        }
        fields.finish();
        return new NamedTimeInterval(name, intervals);
    }

    /** A null item restricts nothing, as upstream reads it. */
    private TimeInterval interval(YamlNode item) {
        if (!(item instanceof YamlMapping section)) {
            if (!item.isNull()) {
                problems.error(item, "`time_intervals` takes a list of mappings, found " + item.describe());
            }
            return new TimeInterval(null, null, null, null, null, ZoneOffset.UTC);
        }
        TimeInterval interval = interval(section);
        if (!problems.hasErrors() && interval.isNever()) {
            problems.warning(section, "no time fits this: a list in it is empty, or there is no such day");
        }
        return interval;
    }

    private TimeInterval interval(YamlMapping section) {
        Fields fields = new Fields(section, problems);
        TimeInterval interval = new TimeInterval(
                times(fields),
                ranges(fields, "weekdays", TimeRanges::weekdays),
                ranges(fields, "days_of_month", TimeRanges::daysOfMonth),
                months(fields),
                ranges(fields, "years", TimeRanges::years),
                fields.parsed("location", ZoneOffset.UTC, ZoneOffset.UTC, TimeRanges::zone));
        fields.finish();
        return interval;
    }

    private @Nullable List<Range> times(Fields fields) {
        if (!(listOf(fields, "times") instanceof YamlList list)) {
            return null;
        }
        List<Range> ranges = new ArrayList<>();
        for (YamlNode item : list.items()) {
            if (item instanceof YamlMapping section) {
                addTime(section, ranges);
            } else {
                addZero(item, "times", ranges);
            }
        }
        return ranges;
    }

    private void addTime(YamlMapping section, List<Range> ranges) {
        Fields fields = new Fields(section, problems);
        Integer start = fields.<@Nullable Integer>parsed("start_time", null, null, TimeRanges::minuteOfDay);
        Integer end = fields.<@Nullable Integer>parsed("end_time", null, null, TimeRanges::minuteOfDay);
        fields.finish();
        if (!present(fields, "start_time") || !present(fields, "end_time")) {
            problems.error(section, "a time range needs both `start_time` and `end_time`");
        } else if (start != null && end != null && start >= end) {
            problems.error(
                    section, "`start_time` must be before `end_time`; write two ranges for one that crosses midnight");
        } else if (start != null && end != null) {
            ranges.add(new Range(start, end));
        }
    }

    private static boolean present(Fields fields, String key) {
        YamlNode node = fields.node(key);
        return node != null && !node.isNull();
    }

    private @Nullable List<Range> months(Fields fields) {
        List<Range> months = ranges(fields, "months", TimeRanges::months);
        if (months != null) {
            months.stream()
                    .filter(range -> range.begin() < 1 || range.end() > 12)
                    .forEach(range -> problems.warning(
                            fields.position("months"),
                            "`months`: %d:%d reaches beyond the months 1 to 12, which never matches there"
                                    .formatted(range.begin(), range.end())));
        }
        return months;
    }

    private @Nullable List<Range> ranges(Fields fields, String key, Function<String, Range> parser) {
        if (!(listOf(fields, key) instanceof YamlList list)) {
            return null;
        }
        List<Range> ranges = new ArrayList<>();
        for (YamlNode item : list.items()) {
            if (item instanceof YamlScalar scalar && !scalar.isNull()) {
                addRange(scalar, key, parser, ranges);
            } else {
                addZero(item, key, ranges);
            }
        }
        return ranges;
    }

    private void addRange(YamlScalar scalar, String key, Function<String, Range> parser, List<Range> ranges) {
        try {
            ranges.add(parser.apply(scalar.text()));
        } catch (IllegalArgumentException e) {
            problems.error(scalar, "`%s`: %s".formatted(key, e.getMessage()));
        }
    }

    /** Upstream takes a null for zero, which is Sunday among weekdays and matches nothing elsewhere. */
    private void addZero(YamlNode item, String key, List<Range> ranges) {
        if (item.isNull()) {
            problems.warning(item, "`%s` holds an empty item; write a range or remove it".formatted(key));
            ranges.add(new Range(0, 0));
        } else {
            problems.error(item, "`%s` takes a list of ranges, found %s in it".formatted(key, item.describe()));
        }
    }

    private @Nullable YamlNode listOf(Fields fields, String key) {
        fields.list(key);
        return fields.node(key);
    }
}
