package io.claviger.registration;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.claviger.api.Api;
import io.claviger.api.ApiEvents;
import io.claviger.runtime.InvocationDeadline;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The applications and instances API. */
@Named("registration")
public class RegistrationFunction implements RequestStreamHandler {
    private final Api api;
    private final InvocationDeadline deadline;

    RegistrationFunction(Api api, InvocationDeadline deadline) {
        this.api = api;
        this.deadline = deadline;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        deadline.begin(context::getRemainingTimeInMillis);
        ApiEvents.write(api.serve(ApiEvents.read(event)), answer);
    }
}
