package io.claviger.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tool with a terminal of its own. */
final class Tool {
    static final String JWT = "header.claims.signature";

    private final Path home;
    private final String url;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String answers = "";
    private boolean interactive;

    /** @param home where the tool keeps its settings */
    Tool(Path home, String url) {
        this.home = home;
        this.url = url;
        try {
            Files.writeString(home.resolve("jwt"), JWT + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A person answers questions with this text. */
    Tool answering(String text) {
        answers = text + "\n";
        interactive = true;
        return this;
    }

    /** Runs a command that calls the API with a JWT; its exit status. */
    int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", url, "--jwt", home.resolve("jwt").toString()));
        return runAsGiven(all.toArray(String[]::new));
    }

    int runAsGiven(String... arguments) {
        return Claviger.run(terminal(), arguments);
    }

    Terminal terminal() {
        return new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new BufferedReader(new StringReader(answers)),
                interactive,
                Map.of("XDG_CONFIG_HOME", home.toString()));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
