package io.claviger.local;

import io.claviger.local.template.TemplateParameters;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the system runs.
 *
 * @param template the SAM template; a relative {@code CodeUri} in it is relative to the template's folder
 * @param ports the ports to listen on
 * @param data the folder that keeps tables, secrets, logs and the sandbox's state between runs; empty to keep all in
 *     memory
 * @param concurrency how many processes one function may have, at most
 * @param parameters values for the template's parameters; the addresses of this run replace {@code {api}}, {@code
 *     {sandbox}} and {@code {aws}} in them
 * @param schedules whether the template's schedules run by the clock; otherwise they run only when asked
 * @param portableRuntime whether functions run without AWS's native library even where AWS provides it
 * @param clock the clock of the sandbox, the identity provider and AWS; functions use the machine's clock
 * @param console gets a line for each step of the start and each warning
 */
public record LocalOptions(
        Path template,
        Ports ports,
        Optional<Path> data,
        int concurrency,
        Map<String, String> parameters,
        boolean schedules,
        boolean portableRuntime,
        InstantSource clock,
        Consumer<String> console) {
    private static final int DEFAULT_CONCURRENCY = 2;

    /**
     * Ports on the loopback address; 0 takes any free port.
     *
     * @param api the API's port
     * @param aws the AWS endpoint's port
     * @param sandbox the sandbox's port
     * @param iam the port of the API for callers with AWS credentials
     */
    public record Ports(int api, int aws, int sandbox, int iam) {}

    public LocalOptions {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Options for a test: free ports, all in memory, no output, and the parameters of {@code local-parameters.yaml}.
     */
    public static LocalOptions onFreePorts(Path template) {
        return new LocalOptions(
                template,
                new Ports(0, 0, 0, 0),
                Optional.empty(),
                DEFAULT_CONCURRENCY,
                TemplateParameters.bundled(),
                true,
                false,
                InstantSource.system(),
                line -> {});
    }

    /**
     * The options of the system properties, with the usual ports as defaults.
     *
     * @param template the template if {@code claviger.local.template} names no other
     */
    public static LocalOptions fromSystemProperties(Path template, Consumer<String> console) {
        Map<String, String> parameters = new HashMap<>(TemplateParameters.bundled());
        property("claviger.local.parameters")
                .ifPresent(file -> parameters.putAll(TemplateParameters.read(Path.of(file))));
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("claviger.parameter.")) {
                parameters.put(name.substring("claviger.parameter.".length()), System.getProperty(name));
            }
        }
        return new LocalOptions(
                property("claviger.local.template").map(Path::of).orElse(template),
                new Ports(
                        number("claviger.local.port", 8080),
                        number("claviger.aws.port", 4566),
                        number("claviger.sandbox.port", 8090),
                        number("claviger.iam.port", 8081)),
                property("claviger.local.data").map(Path::of),
                number("claviger.local.concurrency", DEFAULT_CONCURRENCY),
                parameters,
                property("claviger.local.schedules").map(Boolean::parseBoolean).orElse(true),
                property("claviger.local.runtime").filter("portable"::equals).isPresent(),
                InstantSource.system(),
                console);
    }

    /** Replaces all values of the template's parameters. */
    public LocalOptions withParameters(Map<String, String> values) {
        return new LocalOptions(template, ports, data, concurrency, values, schedules, portableRuntime, clock, console);
    }

    /** Sets one of the template's parameters. */
    public LocalOptions withParameter(String name, String value) {
        Map<String, String> values = new HashMap<>(parameters);
        values.put(name, value);
        return withParameters(values);
    }

    /** Sets whether schedules run by the clock. */
    public LocalOptions withSchedules(boolean running) {
        return new LocalOptions(
                template, ports, data, concurrency, parameters, running, portableRuntime, clock, console);
    }

    /** Sets the folder that keeps the state between runs. */
    public LocalOptions withData(Path folder) {
        return new LocalOptions(
                template,
                ports,
                Optional.of(folder),
                concurrency,
                parameters,
                schedules,
                portableRuntime,
                clock,
                console);
    }

    /** Sets how many processes one function may have, at most. */
    public LocalOptions withConcurrency(int max) {
        return new LocalOptions(template, ports, data, max, parameters, schedules, portableRuntime, clock, console);
    }

    /** Runs functions without AWS's native library. */
    public LocalOptions withPortableRuntime() {
        return new LocalOptions(template, ports, data, concurrency, parameters, schedules, true, clock, console);
    }

    /** Sets what gets a line for each step of the start and each warning. */
    public LocalOptions withConsole(Consumer<String> lines) {
        return new LocalOptions(
                template, ports, data, concurrency, parameters, schedules, portableRuntime, clock, lines);
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isEmpty());
    }

    private static int number(String name, int otherwise) {
        try {
            return property(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException("-D" + name + " must be a whole number", malformed);
        }
    }
}
