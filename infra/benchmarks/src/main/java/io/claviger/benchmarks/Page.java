package io.claviger.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code docs/performance.md}, into which a benchmark writes its tables and plots, between two comments with its name. */
public final class Page {
    private static final String PLOTS = "performance";

    private final Path folder;
    private final Path file;

    /** @param root the folder of {@code template.yaml} */
    public Page(Path root) {
        this.folder = root.resolve("docs");
        this.file = folder.resolve("performance.md");
    }

    /** What a benchmark shows: tables in Markdown, and plots as SVG by their names. */
    public record Result(String tables, Map<String, String> plots) {
        public Result(String tables) {
            this(tables, Map.of());
        }

        /** The part of the page. */
        String markdown() {
            return tables.strip()
                    + plots.keySet().stream()
                            .sorted()
                            .map(name -> "\n\n![%s](%s/%s.svg)".formatted(name.replace('-', ' '), PLOTS, name))
                            .collect(Collectors.joining());
        }
    }

    /**
     * Replaces what the page shows of a benchmark, and prints it.
     *
     * @throws IllegalStateException if the page has no place for it
     */
    public void write(String benchmark, Result result) throws IOException {
        String markdown = result.markdown();
        System.out.println(markdown);
        String begin = "<!-- written by -Dbenchmark=%s -->\n".formatted(benchmark);
        String page = Files.readString(file);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- end of %s -->".formatted(benchmark));
        if (from < begin.length() || to < from) {
            throw new IllegalStateException(file + " has no place for " + benchmark);
        }
        Files.writeString(file, page.substring(0, from) + "\n" + markdown + "\n\n" + page.substring(to));
        Files.createDirectories(folder.resolve(PLOTS));
        for (Map.Entry<String, String> plot : result.plots().entrySet()) {
            Files.writeString(folder.resolve(PLOTS).resolve(plot.getKey() + ".svg"), plot.getValue());
        }
    }
}
