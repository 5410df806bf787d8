package io.claviger.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options of every command that calls a deployment. What is left out comes from {@code claviger login}. */
final class Connection {
    private static final Pattern API_GATEWAY = Pattern.compile(".*\\.execute-api\\.([a-z0-9-]+)\\.amazonaws\\..*");
    private static final String DEFAULT_STAGE = "prod";

    private final Terminal terminal;

    @Option(
            names = "--url",
            order = 101,
            paramLabel = "URL",
            description =
                    "Address of the API. Without this and the next four, those of the last login hold. With any of them, "
                            + "the address is the stack's output.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--stage",
            order = 102,
            paramLabel = "STAGE",
            description = "Stage of the deployment, whose stack is claviger-STAGE. Without any, prod.")
    private Optional<String> stage = Optional.empty();

    @Option(
            names = "--profile",
            order = 103,
            paramLabel = "NAME",
            description = "AWS profile that signs the calls. Without any, the credentials of the environment.")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--region", order = 104, paramLabel = "REGION", description = "AWS region of the deployment.")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--jwt",
            order = 105,
            paramLabel = "FILE",
            description = "File with a JWT to call the API with, in place of the AWS profile; - reads standard input.")
    private Optional<String> jwtFile = Optional.empty();

    Connection(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The options alone. */
    Login given() {
        return new Login(url, stage, profile, region, jwtFile);
    }

    /** The options, completed from the last login. With any of them, its address and its JWT do not count. */
    Login login() {
        Login last = Login.read(terminal.settings());
        boolean elsewhere = Stream.of(url, stage, profile, region, jwtFile).anyMatch(Optional::isPresent);
        return new Login(
                elsewhere ? url : last.url(),
                stage.or(last::stage),
                profile.or(last::profile),
                region.or(last::region),
                elsewhere ? jwtFile : last.jwtFile());
    }

    static String stageOf(Login login) {
        return login.stage().orElse(DEFAULT_STAGE);
    }

    Api api() {
        return api(login());
    }

    Api api(Login login) {
        URI address = checked(address(login));
        Credential credential = login.jwtFile()
                .<Credential>map(file -> new Credential.Jwt(jwt(file)))
                .orElseGet(() -> new Credential.Aws(Aws.credentials(login.profile()), signingRegion(login, address)));
        return new Api(address, credential);
    }

    Aws aws() {
        Login login = login();
        return new Aws(login.profile(), login.region());
    }

    String stage() {
        return stageOf(login());
    }

    /** The address of the login, or of the stack's output. */
    String address(Login login) {
        String output = login.jwtFile().isPresent() ? "ApiUrl" : "IamApiUrl";
        return login.url()
                .orElseGet(() -> new Aws(login.profile(), login.region()).stackOutput(stageOf(login), output));
    }

    private static URI checked(String url) {
        if (!url.matches("https?://[^/\\s]+/?")) {
            throw new Failure(ExitCode.USAGE, "--url must be such as https://abc.execute-api.eu-west-1.amazonaws.com");
        }
        return URI.create(url);
    }

    private static String signingRegion(Login login, URI address) {
        Matcher gateway = API_GATEWAY.matcher(address.getHost());
        return gateway.matches() ? gateway.group(1) : login.region().orElseGet(() -> Aws.region(login.profile()));
    }

    private String jwt(String file) {
        try {
            String text = file.equals("-") ? terminal.in().readLine() : Files.readString(Path.of(file));
            return Optional.ofNullable(text)
                    .map(String::strip)
                    .filter(jwt -> !jwt.isEmpty() && jwt.chars().noneMatch(Character::isWhitespace))
                    .orElseThrow(() -> new Failure(ExitCode.USAGE, "--jwt: there is no JWT in %s".formatted(file)));
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "--jwt: there is no file %s that can be read".formatted(file));
        }
    }
}
