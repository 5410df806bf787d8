package io.claviger.local;

import io.claviger.local.template.TemplateParameters;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the system is to run.
 *
 * @param template the SAM template; a relative {@code CodeUri} in it is relative to its folder
 * @param ports where to listen
 * @param data where tables, secrets, logs and what the sandbox knows are kept between runs; nothing to keep all in memory
 * @param concurrency the most processes that one function may have
 * @param parameters values for the template's parameters; {@code {api}}, {@code {sandbox}} and {@code {aws}} in them stand for the
 *     addresses of this run
 * @param schedules whether the template's schedules run by the clock; if not, they run when asked
 * @param portableRuntime whether functions run without AWS's native library even where there is one
 * @param clock the time of the sandbox, the identity provider and AWS; the functions have the machine's own
 * @param console who is told what is going on
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
     * Ports on the loopback address; 0 for any that is free.
     *
     * @param api of the API
     * @param aws of the AWS that is played
     * @param sandbox of the sandbox
     */
    public record Ports(int api, int aws, int sandbox) {}

    public LocalOptions {
        parameters = Map.copyOf(parameters);
    }

    /** On free ports, in memory, silent, with the parameters of {@code local-parameters.yaml}: what a test wants. */
    public static LocalOptions onFreePorts(Path template) {
        return new LocalOptions(
                template,
                new Ports(0, 0, 0),
                Optional.empty(),
                DEFAULT_CONCURRENCY,
                TemplateParameters.bundled(),
                true,
                false,
                InstantSource.system(),
                line -> {});
    }

    /**
     * What a user asked for with system properties, on the usual ports.
     *
     * @param template the template, unless {@code claviger.local.template} names another
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
                        number("claviger.sandbox.port", 8090)),
                property("claviger.local.data").map(Path::of),
                number("claviger.local.concurrency", DEFAULT_CONCURRENCY),
                parameters,
                property("claviger.local.schedules").map(Boolean::parseBoolean).orElse(true),
                property("claviger.local.runtime").filter("portable"::equals).isPresent(),
                InstantSource.system(),
                console);
    }

    /** With these values for the template's parameters and no others. */
    public LocalOptions withParameters(Map<String, String> values) {
        return new LocalOptions(template, ports, data, concurrency, values, schedules, portableRuntime, clock, console);
    }

    /** With this value for one of the template's parameters. */
    public LocalOptions withParameter(String name, String value) {
        Map<String, String> values = new HashMap<>(parameters);
        values.put(name, value);
        return withParameters(values);
    }

    /** With schedules that run by the clock, or only when asked. */
    public LocalOptions withSchedules(boolean running) {
        return new LocalOptions(
                template, ports, data, concurrency, parameters, running, portableRuntime, clock, console);
    }

    /** With a folder where the state is kept between runs. */
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

    /** With so many processes of one function at the most. */
    public LocalOptions withConcurrency(int most) {
        return new LocalOptions(template, ports, data, most, parameters, schedules, portableRuntime, clock, console);
    }

    /** Without AWS's native library. */
    public LocalOptions withPortableRuntime() {
        return new LocalOptions(template, ports, data, concurrency, parameters, schedules, true, clock, console);
    }

    /** With someone who is told what is going on. */
    public LocalOptions withConsole(Consumer<String> told) {
        return new LocalOptions(
                template, ports, data, concurrency, parameters, schedules, portableRuntime, clock, told);
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
