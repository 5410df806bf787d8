package io.claviger.registration;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.Api;
import io.claviger.runtime.InvocationDeadline;
import jakarta.inject.Named;

/** The applications and instances API. */
@Named("registration")
public class RegistrationFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Api api;
    private final InvocationDeadline deadline;

    RegistrationFunction(Api api, InvocationDeadline deadline) {
        this.api = api;
        this.deadline = deadline;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        deadline.begin(context::getRemainingTimeInMillis);
        return api.serve(event);
    }
}
