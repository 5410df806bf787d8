package io.claviger.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The operator's tool, as the jar of a release, with AWS credentials alone.
 *
 * @param home the folder that it runs in and keeps its settings in
 */
record OperatorTool(Claviger claviger, Path home) {
    private static final Path JAR = Path.of("../cli/target/claviger.jar").toAbsolutePath();

    /** What a command said, and its exit status. */
    record Said(int status, String text) {}

    Said logIn() throws IOException, InterruptedException {
        return run("login", "--stage", "local", "--region", "us-east-1");
    }

    Said run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "XDG_CONFIG_HOME",
                        home.toString(),
                        "AWS_ENDPOINT_URL",
                        claviger.aws().toString(),
                        "AWS_ACCESS_KEY_ID",
                        "LOCALOPERATOR",
                        "AWS_SECRET_ACCESS_KEY",
                        "local-operator-secret"));
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}
