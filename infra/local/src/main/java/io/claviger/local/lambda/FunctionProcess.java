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
 * Starts functions' processes.
 *
 * @param classPath this module's classes and AWS's runtime interface client
 * @param nativeLibrary the client's native library; empty to run without it
 * @param runtimeApi host and port of the Runtime API; an environment's id is appended as the path
 * @param xRayDaemon the address of the X-Ray daemon, for traced functions
 * @param sharedVariables the environment variables of every function
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
    /**
     * As Lambda's Java runtime has them, and none to please a function, which would miss it there. Native access is for
     * AWS's runtime client, which is part of that runtime. With SnapStart, Lambda gives every tier of compiler from Java
     * 25 on ("Java Lambda function customization"): its snapshot keeps what is compiled, and a process here cannot.
     */
    private static final List<String> JVM = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "-Djava.net.preferIPv4Stack=true",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    /** Lambda's runtime leaves the rest of a function's memory to the JVM itself. */
    private static final int HEAP_PERCENT = 85;
    /** The variables of the user that a JVM needs. A function gets no other of them. */
    private static final List<String> KEPT = List.of("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT");

    Process start(FunctionResource function, Path code, String environmentId) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-Xmx" + function.memoryMegabytes() * HEAP_PERCENT / 100 + "m");
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
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", function.snapStart() ? "snap-start" : "on-demand");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", environmentId);
        environment.put("AWS_LAMBDA_LOG_FORMAT", function.logFormat());
        function.logLevel().ifPresent(level -> environment.put("AWS_LAMBDA_LOG_LEVEL", level));
        if (function.traced()) {
            environment.put("AWS_XRAY_DAEMON_ADDRESS", xRayDaemon);
        }
        // The SDK sends it with every call, so the AWS endpoint knows the function that calls.
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
