package io.claviger.local.lambda;

import io.claviger.local.template.FunctionResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a function's process is started.
 *
 * @param classPath AWS's runtime interface client and what we put before it
 * @param nativeLibrary the client's native library; nothing to go without
 * @param runtimeApi host, port and, by appending an environment's id, path of the Runtime API
 * @param xRayDaemon the address that a traced function is told
 * @param sharedVariables the environment variables that every function gets
 */
record FunctionProcess(
        List<Path> classPath,
        Optional<Path> nativeLibrary,
        String runtimeApi,
        String xRayDaemon,
        Map<String, String> sharedVariables) {
    private static final String NATIVE_LIBRARY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
    private static final String MAIN = "io.claviger.local.process.ParentWatch";
    /** The start of a function matters more than its peak speed here, and there are up to ten of them. */
    private static final List<String> JVM = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            // Quarkus cleans its threads up with it when it stops, which no function does in Lambda.
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
    /** What a JVM needs of the user's own environment; nothing else of it reaches a function. */
    private static final List<String> KEPT = List.of("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT");

    Process start(FunctionResource function, Path code, String environmentId) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        nativeLibrary.ifPresent(file -> command.add("-D" + NATIVE_LIBRARY + "=" + file));
        command.add("-cp");
        command.add(String.join(
                System.getProperty("path.separator"),
                classPath.stream().map(Path::toString).toList()));
        command.add(MAIN);
        command.add(function.handler());
        // AWS's runtime takes the function's classes and lib/*.jar from the working directory.
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(code.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(KEPT);
        environment.putAll(function.environment());
        environment.putAll(sharedVariables);
        environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi + "/" + environmentId);
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", environmentId);
        environment.put("AWS_LAMBDA_LOG_FORMAT", function.logFormat());
        function.logLevel().ifPresent(level -> environment.put("AWS_LAMBDA_LOG_LEVEL", level));
        if (function.traced()) {
            environment.put("AWS_XRAY_DAEMON_ADDRESS", xRayDaemon);
        }
        // The SDK tells it to AWS with every call, which is how the AWS endpoint knows who asks.
        environment.put("AWS_SDK_UA_APP_ID", function.logicalId());
        environment.put("_HANDLER", function.handler());
        environment.put("LAMBDA_TASK_ROOT", code.toString());
        try {
            return builder.start();
        } catch (IOException impossible) {
            throw new UncheckedIOException(function.logicalId() + " cannot be started", impossible);
        }
    }
}
