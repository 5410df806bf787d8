package io.claviger.local.aws;

import io.claviger.local.http.HttpHandler;
import io.claviger.local.http.HttpRequest;
import io.claviger.local.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The common address of all AWS services: it passes each request to its service. It does not check signatures. */
public final class AwsEndpoint implements HttpHandler {
    private static final Pattern QUEUE_PATH = Pattern.compile("/[0-9]{12}/[^/]+");

    private final Map<String, AwsService> services;
    private final AwsFaults faults;
    private final AwsActions actions;

    /** @param actions records the calls */
    public AwsEndpoint(Map<String, AwsService> services, AwsFaults faults, AwsActions actions) {
        this.services = Map.copyOf(services);
        this.faults = faults;
        this.actions = actions;
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws InterruptedException {
        Optional<AwsCall> found = AwsCall.of(request);
        if (found.isEmpty() && QUEUE_PATH.matcher(request.path()).matches()) {
            found = Optional.of(new AwsCall("sqs", ""));
        }
        if (found.isEmpty()) {
            return AwsError.response("UnknownOperationException", "The request names no AWS operation");
        }
        AwsCall call = found.get();
        String function = AwsActions.function(request);
        actions.note(call, function, request);
        AwsService service = services.get(call.service());
        if (service == null) {
            return NotPlayed.answer(call);
        }
        Optional<AwsFault> fault = faults.next(call, function);
        if (fault.isPresent() && !fault.get().after()) {
            return faults.answer(fault.get(), call, request);
        }
        HttpResponse response = service.handle(call, request);
        return fault.isPresent() ? faults.answer(fault.get(), call, request) : response;
    }
}
