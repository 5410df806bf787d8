package io.claviger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks the connection and remembers it. */
@Command(
        name = "login",
        description = {
            "Finds a deployment, checks that it lets you in, and remembers how.",
            "No credential is stored: the AWS profile or the JWT's file is read at each call."
        },
        footer = {
            "%nExamples:",
            "  claviger login --profile tv-operators --stage prod",
            "  claviger login --url http://localhost:8080 --jwt operator.jwt --stage local"
        })
final class LoginCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    LoginCommand(Terminal terminal) {
        this.terminal = terminal;
        this.connection = new Connection(terminal);
        this.output = new Output(terminal);
    }

    @Override
    public Integer call() {
        Login asked = connection.given();
        Login login = new Login(
                Optional.of(connection.address(asked)),
                Optional.of(Connection.stageOf(asked)),
                asked.profile(),
                asked.region(),
                asked.jwtFile().map(LoginCommand::fromAnyFolder));
        JsonNode caller = connection.api(login).get("/v1/whoami");
        login.write(terminal.settings());
        output.say("Stage %s, %s".formatted(Connection.stageOf(login), connection.address(login)));
        output.object(caller);
        return ExitCode.DONE;
    }

    private static String fromAnyFolder(String file) {
        return file.equals("-")
                ? file
                : Path.of(file).toAbsolutePath().normalize().toString();
    }
}
