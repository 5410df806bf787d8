package io.claviger.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.local.aws.AwsError;
import io.claviger.local.aws.ExternalAws;
import io.claviger.local.gateway.HttpApiGateway;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.http.LoopbackServer;
import io.claviger.local.identity.IdentityProvider;
import io.claviger.local.lambda.AsyncInvocations;
import io.claviger.local.lambda.InvocationResult;
import io.claviger.local.lambda.LambdaApi;
import io.claviger.local.lambda.LambdaFunction;
import io.claviger.local.lambda.LambdaService;
import io.claviger.local.queue.QueueSources;
import io.claviger.local.schedule.Scheduler;
import io.claviger.local.template.AwsEnvironment;
import io.claviger.local.template.ExistingArns;
import io.claviger.local.template.RotationResource;
import io.claviger.local.template.Stack;
import io.claviger.local.template.TemplateReader;
import io.claviger.sandbox.Sandbox;
import io.claviger.sandbox.SandboxOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Claviger, running from its template with an emulated AWS and an emulated Adobe Pass. Several may run side by side.
 */
public final class LocalSystem implements AutoCloseable {
    private static final int MAX_AWS_BODY_BYTES = 20 * 1024 * 1024;

    private final Closer closer;
    private final URI api;
    private final URI iam;
    private final URI aws;
    private final Sandbox sandbox;
    private final List<String> notStarted;

    private LocalSystem(Closer closer, URI api, URI iam, URI aws, Sandbox sandbox, List<String> notStarted) {
        this.closer = closer;
        this.api = api;
        this.iam = iam;
        this.aws = aws;
        this.sandbox = sandbox;
        this.notStarted = notStarted;
    }

    /**
     * Starts everything and waits until every function has started or has failed to start: see {@link #notStarted}.
     *
     * @throws io.claviger.local.template.TemplateException for a template that is not understood
     * @throws IllegalStateException if a port is taken or an emulator does not start
     */
    public static LocalSystem start(LocalOptions options) throws InterruptedException {
        EmulatorLogging.onlyWarnings();
        Closer closer = new Closer();
        boolean started = false;
        try {
            LocalSystem system = start(options, closer);
            started = true;
            return system;
        } finally {
            if (!started) {
                closer.close();
            }
        }
    }

    private static LocalSystem start(LocalOptions options, Closer closer) throws InterruptedException {
        Consumer<String> console = options.console();
        Vertx vertx = Vertx.vertx();
        closer.add(() -> vertx.close().toCompletionStage().toCompletableFuture().join());

        SwitchableHandler apiHandler = new SwitchableHandler();
        SwitchableHandler iamHandler = new SwitchableHandler();
        SwitchableHandler awsHandler = new SwitchableHandler();
        LoopbackServer api = closer.add(LoopbackServer.listen(
                vertx, options.ports().api(), HttpApiGateway.MAX_BODY_BYTES, LocalRoutes::isOfTheApi, apiHandler));
        LoopbackServer iam = closer.add(
                LoopbackServer.listen(vertx, options.ports().iam(), HttpApiGateway.MAX_BODY_BYTES, iamHandler));
        LoopbackServer aws =
                closer.add(LoopbackServer.listen(vertx, options.ports().aws(), MAX_AWS_BODY_BYTES, awsHandler));
        apiHandler.switchTo(request -> Health.starting(JsonNodes.array().add("everything")));
        console.accept("sandbox: starting");
        Sandbox sandbox = closer.add(sandbox(options, api.uri()));

        console.accept("template: reading " + options.template());
        AwsEnvironment awsEnvironment = AwsEnvironment.local(aws.uri());
        Optional<ExternalAws> elsewhere = LocalAws.elsewhere(awsEnvironment);
        Stack stack = TemplateReader.read(
                options.template(),
                parameters(options, api.uri(), aws.uri(), sandbox.baseUri()),
                awsEnvironment,
                elsewhere.<ExistingArns>map(other -> other).orElse(ExistingArns.NONE));

        console.accept("aws: starting DynamoDB Local and ElasticMQ, creating "
                + stack.tables().size() + " tables, " + stack.queues().size() + " queues, "
                + stack.secrets().size() + " secrets");
        // Secrets Manager invokes rotation functions, and the functions need Secrets Manager to start.
        AtomicReference<@Nullable LambdaService> functions = new AtomicReference<>();
        AsyncInvocations invocations = closer.add(new AsyncInvocations(options.clock(), console));
        LocalAws localAws = closer.add(LocalAws.start(
                stack,
                Map.of("ApiUrl", api.uri().toString(), "IamApiUrl", iam.uri().toString()),
                options.data(),
                options.clock(),
                elsewhere,
                (arn, event) -> rotate(functions.get(), arn, event),
                new LambdaApi(() -> functions(functions.get()), invocations)));
        awsHandler.switchTo(localAws.endpoint());

        console.accept("functions: starting " + stack.functions().size() + " processes");
        LambdaService lambda = closer.add(LambdaService.open(
                vertx, stack.functions(), stack.awsEnvironment(), lambdaOptions(options, closer.workFolder())));
        functions.set(lambda);
        HttpApiGateway gateway = closer.add(new HttpApiGateway(stack, lambda, options.clock(), false));
        iamHandler.switchTo(closer.add(new HttpApiGateway(stack, lambda, options.clock(), true)));
        Scheduler scheduler = closer.add(new Scheduler(lambda, stack.awsEnvironment(), options.clock(), invocations));
        apiHandler.switchTo(new LocalRoutes(
                localAws,
                lambda,
                scheduler,
                IdentityProvider.of(stack, api.uri(), options.clock()),
                new InstancesView(localAws.caller(), stack),
                gateway));

        List<String> notStarted = lambda.warmUp();
        notStarted.forEach(
                id -> console.accept("functions: " + id + " did not start; see " + api.uri() + "/local/logs/" + id));
        testRotations(stack, localAws, console);
        closer.add(new QueueSources(localAws.caller(), stack.awsEnvironment(), console))
                .start(lambda, options.concurrency());
        if (options.schedules()) {
            scheduler.start();
        }
        return new LocalSystem(closer, api.uri(), iam.uri(), aws.uri(), sandbox, notStarted);
    }

    private static Sandbox sandbox(LocalOptions options, URI api) {
        return Sandbox.start(SandboxOptions.usual()
                .withPort(options.ports().sandbox())
                .withClock(options.clock())
                .withClaviger(api)
                .withData(
                        options.data().map(folder -> folder.resolve("sandbox")).orElse(null)));
    }

    /** As CloudFormation does when it creates a rotation schedule that does not rotate at once. */
    private static void testRotations(Stack stack, LocalAws aws, Consumer<String> console) throws InterruptedException {
        for (RotationResource rotation : stack.rotations()) {
            try {
                aws.caller()
                        .call(
                                "secretsmanager",
                                "RotateSecret",
                                JsonNodes.object()
                                        .put("SecretId", rotation.secret())
                                        .put(
                                                "ClientRequestToken",
                                                UUID.randomUUID().toString())
                                        .put("RotateImmediately", false));
            } catch (AwsError failed) {
                console.accept(
                        "secrets: testing the rotation of " + rotation.secret() + " failed: " + failed.getMessage());
            }
        }
    }

    private static Map<String, String> parameters(LocalOptions options, URI api, URI aws, URI sandbox) {
        Map<String, String> parameters = new HashMap<>(options.parameters());
        parameters.replaceAll((name, value) -> value.replace("{api}", api.toString())
                .replace("{aws}", aws.toString())
                .replace("{sandbox}", sandbox.toString()));
        return parameters;
    }

    private static LambdaService.Options lambdaOptions(LocalOptions options, Path work) {
        return new LambdaService.Options(
                work,
                options.data().orElse(work).resolve("logs"),
                options.concurrency(),
                options.portableRuntime(),
                options.clock(),
                options.console());
    }

    private static boolean rotate(@Nullable LambdaService lambda, String functionArn, JsonNode event)
            throws InterruptedException {
        for (LambdaFunction function : functions(lambda)) {
            if (function.resource().arn().equals(functionArn)) {
                return function.invoke(Buffer.buffer(JsonNodes.bytes(event))) instanceof InvocationResult.Returned;
            }
        }
        return false;
    }

    private static Collection<LambdaFunction> functions(@Nullable LambdaService lambda) {
        return lambda == null ? List.of() : lambda.functions();
    }

    /** The address of the API and of {@code /local/}, without a slash at the end. */
    public URI api() {
        return api;
    }

    /** The address of the API for callers with AWS credentials. */
    public URI iam() {
        return iam;
    }

    /** The address of AWS for the SDKs and the {@code aws} CLI. */
    public URI aws() {
        return aws;
    }

    /** The emulated Adobe Pass. */
    public Sandbox sandbox() {
        return sandbox;
    }

    /** The logical ids of the functions that did not start. */
    public List<String> notStarted() {
        return notStarted;
    }

    /** Ends every process and frees every port. */
    @Override
    public void close() {
        closer.close();
    }
}
