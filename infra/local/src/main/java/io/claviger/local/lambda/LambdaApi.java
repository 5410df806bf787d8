package io.claviger.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.local.aws.AwsCall;
import io.claviger.local.aws.AwsService;
import io.claviger.local.aws.NotPlayed;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import io.claviger.local.http.JsonNodes;
import io.claviger.local.template.FunctionResource;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Lambda API of 2015-03-31: {@code ListFunctions}, and {@code Invoke} with and without waiting for the answer. */
public final class LambdaApi implements AwsService {
    private static final String WAITING = "RequestResponse";
    private static final Pattern LIST = Pattern.compile("/2015-03-31/functions/?");
    private static final Pattern INVOCATION = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");

    private final Supplier<Collection<LambdaFunction>> functions;
    private final AsyncInvocations invocations;

    /** @param functions those of the stack; none before they have started */
    public LambdaApi(Supplier<Collection<LambdaFunction>> functions, AsyncInvocations invocations) {
        this.functions = functions;
        this.invocations = invocations;
    }

    @Override
    public HttpResponse handle(AwsCall call, HttpRequest request) throws InterruptedException {
        if (request.method().equals("GET") && LIST.matcher(request.path()).matches()) {
            return HttpResponse.json(200, list());
        }
        Matcher invocation = INVOCATION.matcher(request.path());
        String type = request.header("X-Amz-Invocation-Type").orElse(WAITING);
        if (request.method().equals("POST")
                && invocation.matches()
                && List.of(WAITING, "Event").contains(type)) {
            return invoke(invocation.group(1), request.body(), type.equals(WAITING));
        }
        return NotPlayed.answer(call);
    }

    private ObjectNode list() {
        ArrayNode list = JsonNodes.array();
        for (LambdaFunction function : functions.get()) {
            FunctionResource resource = function.resource();
            list.addObject()
                    .put("FunctionName", resource.name())
                    .put("FunctionArn", resource.arn())
                    .put("Runtime", "java25")
                    .put("Handler", resource.handler())
                    .put("Timeout", resource.timeout().toSeconds())
                    .put("MemorySize", resource.memoryMegabytes())
                    .put("Version", "$LATEST");
        }
        ObjectNode answer = JsonNodes.object();
        answer.set("Functions", list);
        return answer;
    }

    /** @param id a function's name or ARN, alone or followed by a version or an alias */
    private HttpResponse invoke(String id, Buffer body, boolean waits) throws InterruptedException {
        List<String> parts = List.of(id.replace("%3A", ":").split(":", -1));
        String name = parts.size() > 2 ? parts.get(6) : parts.getFirst();
        Optional<LambdaFunction> function = functions.get().stream()
                .filter(candidate -> candidate.resource().name().equals(name))
                .findFirst();
        if (function.isEmpty()) {
            Optional<CommandFunction> command = CommandFunction.named(name).filter(_ -> waits);
            if (command.isPresent()) {
                return answer(command.get().invoke(body));
            }
            return HttpResponse.json(
                            404, JsonNodes.object().put("Type", "User").put("Message", "Function not found: " + name))
                    .with("x-amzn-ErrorType", "ResourceNotFoundException");
        }
        Buffer payload = body.length() == 0 ? Buffer.buffer("{}") : body;
        if (!waits) {
            invocations.invoke(function.get().resource(), function.get()::invoke, payload);
            return HttpResponse.empty(202);
        }
        return answer(function.get().invoke(payload));
    }

    private static HttpResponse answer(InvocationResult result) {
        return switch (result) {
            case InvocationResult.Returned(Buffer answer) ->
                HttpResponse.of(200, "application/json", answer).with("X-Amz-Executed-Version", "$LATEST");
            case InvocationResult.Failed(JsonNode error) ->
                HttpResponse.json(200, error).with("X-Amz-Function-Error", "Unhandled");
        };
    }
}
