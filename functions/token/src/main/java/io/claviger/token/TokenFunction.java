package io.claviger.token;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.Api;
import io.claviger.runtime.InvocationDeadline;
import jakarta.inject.Named;

/** The token API: hands out access tokens and takes reports of rejected ones. */
@Named("token")
public class TokenFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Api api;
    private final InvocationDeadline deadline;

    TokenFunction(Api api, InvocationDeadline deadline) {
        this.api = api;
        this.deadline = deadline;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        deadline.begin(context::getRemainingTimeInMillis);
        return api.serve(event);
    }
}
