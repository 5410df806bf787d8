package io.claviger.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first walkthrough of the repository's README, with the addresses of this run. The build packages the README. */
final class Walkthrough {
    private static final String API = "http://localhost:8080";
    private static final String IAM = "http://localhost:8081";
    private static final String SANDBOX = "http://localhost:8090";
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    private Walkthrough() {}

    /** The addresses and the walkthrough, printed once the system has started. */
    static String text(LocalSystem system) {
        String api = system.api().toString();
        String iam = system.iam().toString();
        String sandbox = system.sandbox().baseUri().toString();
        return """

                Claviger runs. Ctrl-C stops it.

                  API       %1$s        (health: %1$s/local/health)
                  IAM API   %4$s        (the same for callers with AWS credentials)
                  sandbox   %2$s        (an Adobe Pass to develop against; open it in a browser)
                  AWS       %3$s        (aws --region us-east-1 --endpoint-url %3$s secretsmanager list-secrets, with any keys)

                Try it, in another terminal:

                """.formatted(api, sandbox, system.aws(), iam)
                + commands().replace(API, api).replace(IAM, iam).replace(SANDBOX, sandbox);
    }

    /** The README's first shell commands that call the API for IAM. */
    static String commands() {
        Matcher blocks = CODE_BLOCK.matcher(readme());
        while (blocks.find()) {
            if (blocks.group(1).contains(IAM)) {
                return blocks.group(1);
            }
        }
        throw new IllegalStateException("README.md has no shell commands that call " + IAM);
    }

    private static String readme() {
        try (InputStream in = Walkthrough.class.getResourceAsStream("README.md")) {
            return new String(Objects.requireNonNull(in, "README.md").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
