package io.claviger.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.claviger.api.identity.Caller;
import io.claviger.api.identity.DeviceAssertions;
import io.claviger.api.identity.Group;
import io.claviger.api.identity.Identification;
import io.claviger.api.identity.Identities;
import io.claviger.api.identity.IdentitySettings;
import io.claviger.aws.journal.Cause;
import io.claviger.aws.journal.CurrentCause;
import io.claviger.aws.settings.Bounds;
import io.claviger.aws.tracing.TraceHeader;
import io.claviger.core.credentials.InvalidInput;
import io.claviger.core.storage.VaultUnavailable;
import io.claviger.runtime.Build;
import io.claviger.runtime.FailureDescription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Serves API Gateway's events (HTTP API, payload format 2.0): identifies the caller, checks access, calls the route.
 * Never throws.
 */
public final class Api {
    private static final Logger LOG = System.getLogger(Api.class.getName());
    private static final int MAX_PER_MINUTE = 1_000_000;
    private static final Duration STORAGE_RETRY = Duration.ofSeconds(1);

    /** The header {@code {"alg":"RS256","kid":"priming"}}: no provider has this key, so the keys are fetched. */
    private static final String PRIMING_TOKEN = "eyJhbGciOiJSUzI1NiIsImtpZCI6InByaW1pbmcifQ.e30.AA";

    private final Callers callers;
    private final CallerLimit limit;
    private final Optional<TrustedProxy> proxy;
    private final Map<Endpoint, Route> routes;
    private final RequestLog log;
    private final Answer health = Health.of(Build.current());

    /** As {@link #of}, with an identity provider, without devices, a limit for callers and a proxy in front. */
    public Api(
            Identities identities,
            Map<Endpoint, Route> routes,
            Consumer<String> output,
            Supplier<Optional<TraceHeader>> trace) {
        this(
                new Callers(Optional.of(identities)),
                new CallerLimit(0, InstantSource.system()),
                Optional.empty(),
                routes,
                output,
                trace);
    }

    /** As {@link #of}, with an identity provider and devices, and without a proxy in front. */
    public Api(
            Identities identities,
            DeviceAssertions devices,
            Map<Endpoint, Route> routes,
            Consumer<String> output,
            Supplier<Optional<TraceHeader>> trace) {
        this(
                new Callers(Optional.of(identities), devices),
                new CallerLimit(0, InstantSource.system()),
                Optional.empty(),
                routes,
                output,
                trace);
    }

    /**
     * @param proxy the proxy in front of the API, whose word on a viewer's address counts
     * @param output gets one line for each request
     * @param trace the trace of the current request
     */
    Api(
            Callers callers,
            CallerLimit limit,
            Optional<TrustedProxy> proxy,
            Map<Endpoint, Route> routes,
            Consumer<String> output,
            Supplier<Optional<TraceHeader>> trace) {
        this.callers = callers;
        this.limit = limit;
        this.proxy = proxy;
        this.routes = Map.copyOf(routes);
        this.log = new RequestLog(output, trace);
    }

    /** The API with these routes alone. */
    public static Api of(
            IdentitySettings identity, TrustedProxySettings proxy, InstantSource clock, Map<Endpoint, Route> routes) {
        return new Api(
                new Callers(Identities.of(identity, clock), DeviceAssertions.of(identity, clock)),
                new CallerLimit(
                        Bounds.within(
                                "CALLER_REQUESTS_PER_MINUTE", identity.callerRequestsPerMinute(), 0, MAX_PER_MINUTE),
                        clock),
                TrustedProxy.of(proxy),
                routes,
                System.out::println,
                TraceHeader::ofInvocation);
    }

    /** Serves a call without a valid token, which gets as far as the identity provider's keys. */
    public void prime() {
        serve(APIGatewayV2HTTPEvent.builder()
                .withHeaders(Map.of("authorization", "Bearer " + PRIMING_TOKEN))
                .build());
    }

    public APIGatewayV2HTTPResponse serve(APIGatewayV2HTTPEvent event) {
        long begun = System.nanoTime();
        Headers headers = new Headers(event.getHeaders());
        Optional<Endpoint> endpoint = Optional.ofNullable(event.getRouteKey()).flatMap(Endpoint::of);
        if (endpoint.filter(Endpoint::isOpen).isPresent()) {
            log.write(event, Optional.empty(), health, Duration.ofNanos(System.nanoTime() - begun));
            return health.toResponse();
        }
        Identification identification = callers.identify(event, headers, endpoint);
        Optional<Caller> caller = identification.caller();
        Answer answer = CurrentCause.during(cause(event, caller), () -> answer(event, headers, identification));
        log.write(event, caller, answer, Duration.ofNanos(System.nanoTime() - begun));
        return answer.toResponse();
    }

    private static Cause cause(APIGatewayV2HTTPEvent event, Optional<Caller> caller) {
        return new Cause.Request(
                Optional.ofNullable(event.getRequestContext())
                        .map(APIGatewayV2HTTPEvent.RequestContext::getRequestId)
                        .orElse("unknown"),
                caller.map(Caller::groupNames).orElse(List.of()),
                caller.flatMap(Caller::nameForLogs));
    }

    private Answer answer(APIGatewayV2HTTPEvent event, Headers headers, Identification identification) {
        try {
            return routed(event, headers, caller(identification));
        } catch (ProblemException ended) {
            return Answer.of(ended.problem());
        } catch (InvalidInput invalid) {
            return Answer.problem(
                    ProblemCode.INVALID_REQUEST,
                    Optional.ofNullable(invalid.getMessage()).orElse("invalid"));
        } catch (VaultUnavailable | SdkException failure) {
            LOG.log(Level.ERROR, FailureDescription.of(failure));
            return Answer.of(Problem.storageUnavailable(STORAGE_RETRY));
        } catch (RuntimeException unexpected) {
            LOG.log(Level.ERROR, FailureDescription.of(unexpected));
            return Answer.problem(
                    ProblemCode.INTERNAL_ERROR, "Claviger failed unexpectedly and logged the reason. Try again later.");
        }
    }

    private static Caller caller(Identification identification) {
        return switch (identification) {
            case Identification.Identified(Caller known) -> known;
            case Identification.Unidentified(String detail) ->
                throw new ProblemException(Problem.of(ProblemCode.UNAUTHENTICATED, detail));
            case Identification.KeysUnavailable _ -> throw new ProblemException(Problem.identityProviderUnavailable());
        };
    }

    private Answer routed(APIGatewayV2HTTPEvent event, Headers headers, Caller caller) {
        Endpoint endpoint =
                Optional.ofNullable(event.getRouteKey()).flatMap(Endpoint::of).orElseThrow(Api::notFound);
        boolean verified = !(caller instanceof Caller.EnrolledDevice);
        if (verified && endpoint != Endpoint.ENROL_DEVICE) {
            limit.count(caller);
        }
        if (verified && endpoint == Endpoint.WHOAMI) {
            return WhoAmI.of(caller);
        }
        Route route = Optional.ofNullable(routes.get(endpoint)).orElseThrow(Api::notFound);
        Map<String, String> ids = Optional.ofNullable(event.getPathParameters()).orElse(Map.of());
        Target target = Target.of(ids, caller);
        if (caller instanceof Caller.IamPrincipal && !endpoint.path(ids).equals(event.getRawPath())) {
            // IAM's policies are about the path as it was written, so that it must be the path that is reached.
            throw ProblemException.invalid("Write the path without escapes, dot segments and empty segments.");
        }
        Group group = endpoint.admit(caller, target).orElseThrow(Api::notFound);
        return route.answer(new Request(event, headers, target, caller, group, proxy, limit));
    }

    private static ProblemException notFound() {
        return new ProblemException(Problem.notFound());
    }
}
