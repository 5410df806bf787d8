package io.claviger.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.claviger.api.identity.Identities;
import io.claviger.api.identity.IdentitySettings;
import io.claviger.aws.tracing.TraceHeader;
import io.claviger.runtime.Deployment;
import io.claviger.runtime.StandIn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/**
 * Calls of a caller that exists for priming alone, from API Gateway's event as text to the answer as text. An API with
 * a {@link StandIn} serves them, so that they run a first call's code and change and log nothing.
 */
public final class PrimingCalls implements AutoCloseable {
    /** The application that the caller may reach, and the instance that it is. */
    public static final String NAME = "priming";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int KEY_BITS = 2048;

    private final StandIn standIn;
    private final Deployment deployment;
    private final Api api;
    private final ObjectNode event;

    private PrimingCalls(StandIn standIn, Deployment deployment, Api api, ObjectNode event) {
        this.standIn = standIn;
        this.deployment = deployment;
        this.api = api;
        this.event = event;
    }

    /** @param routes the routes of a deployment */
    public static PrimingCalls to(Deployment real, Function<Deployment, Map<Endpoint, Route>> routes) {
        try (InputStream file = PrimingCalls.class.getResourceAsStream("priming-event.json")) {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(KEY_BITS);
            key.setKeyId(NAME);
            StandIn standIn = StandIn.start(new JsonWebKeySet(key).toJson());
            Deployment deployment = real.with(standIn);
            IdentitySettings identity = new PrimingIdentity(standIn.jwks());
            ObjectNode event = (ObjectNode) JSON.readTree(Objects.requireNonNull(file));
            event.withObjectProperty("headers").put("authorization", "Bearer " + PrimingIdentity.token(key));
            return new PrimingCalls(
                    standIn,
                    deployment,
                    new Api(
                            new Callers(Identities.of(identity, deployment.clock())),
                            new CallerLimit(identity.callerRequestsPerMinute(), deployment.clock()),
                            Optional.empty(),
                            routes.apply(deployment),
                            _ -> {},
                            TraceHeader::ofInvocation),
                    event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException("every Java platform has RSA keys", e);
        }
    }

    /** The deployment that serves the calls. */
    public Deployment deployment() {
        return deployment;
    }

    /** @throws IllegalStateException if the answer is a problem: then it did not run what a first call runs */
    public void call(Endpoint endpoint, String instance, String body) {
        ObjectNode call = event.deepCopy().put("routeKey", endpoint.routeKey()).put("body", body);
        call.withObjectProperty("pathParameters").put("applicationId", NAME).put("instanceId", instance);
        try {
            var answer = api.serve(ApiEvents.read(new ByteArrayInputStream(JSON.writeValueAsBytes(call))));
            ApiEvents.write(answer, OutputStream.nullOutputStream());
            if (answer.getStatusCode() >= 400) {
                throw new IllegalStateException(endpoint + " answered " + answer.getStatusCode());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        standIn.close();
    }
}
