package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Figures of programs that were measured in turn: medians, with the range in brackets, and the ratio of the medians of the
 * first two columns.
 */
final class FigureTable {
    private final List<String> columns;
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();
    private final List<Double> loads = new ArrayList<>();

    FigureTable(List<String> columns) {
        this.columns = columns;
    }

    /** Shows it at once, too, as the whole takes long. */
    void add(String row, String column, double figure) {
        System.err.println(column + ": " + row + ": " + number(figure));
        rows.computeIfAbsent(row, name -> new LinkedHashMap<>())
                .computeIfAbsent(column, name -> new ArrayList<>())
                .add(figure);
    }

    /** Notes how busy the machine is: processes that run or wait to run, over the last minute. */
    void noteLoad() throws IOException {
        loads.add(Double.valueOf(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]));
    }

    /** A table of Markdown. */
    String text() {
        StringBuilder text = new StringBuilder("| | ").append(String.join(" | ", columns));
        text.append(" | ratio |\n|---")
                .append("|---".repeat(columns.size() + 1))
                .append("|\n");
        rows.forEach((row, figures) -> text.append(line(row, figures)));
        return text.append("Load average of the machine meanwhile: ")
                .append(loads.isEmpty() ? "not read" : range(loads))
                .append(".\n")
                .toString();
    }

    private String line(String row, Map<String, List<Double>> figures) {
        StringBuilder line = new StringBuilder("| ").append(row);
        for (String column : columns) {
            line.append(" | ").append(figures.containsKey(column) ? range(figures.get(column)) : "–");
        }
        return line.append(" | ").append(ratio(figures)).append(" |\n").toString();
    }

    private String ratio(Map<String, List<Double>> figures) {
        if (columns.size() < 2 || !figures.keySet().containsAll(columns.subList(0, 2))) {
            return "–";
        }
        double other = median(figures.get(columns.get(1)));
        return other == 0 ? "–" : number(median(figures.get(columns.get(0))) / other);
    }

    private static String range(List<Double> figures) {
        double least = figures.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = figures.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        String median = number(median(figures));
        return least == most ? median : "%s (%s to %s)".formatted(median, number(least), number(most));
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    private static String number(double figure) {
        return String.format(Locale.ROOT, figure >= 100 ? "%,.0f" : figure >= 10 ? "%.1f" : "%.2f", figure);
    }
}
