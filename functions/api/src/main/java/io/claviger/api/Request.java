package io.claviger.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.claviger.api.identity.Caller;
import io.claviger.api.identity.Group;
import io.claviger.api.json.BodyMembers;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.InstanceKey;
import java.util.Optional;

/** An admitted caller's request. Its accessors check what they return. */
public final class Request {
    private final APIGatewayV2HTTPEvent event;
    private final Headers headers;
    private final Target target;
    private final Caller caller;
    private final Group admittedAs;
    private final Optional<TrustedProxy> proxy;
    private final CallerLimit limit;

    Request(
            APIGatewayV2HTTPEvent event,
            Headers headers,
            Target target,
            Caller caller,
            Group admittedAs,
            Optional<TrustedProxy> proxy,
            CallerLimit limit) {
        this.event = event;
        this.headers = headers;
        this.target = target;
        this.caller = caller;
        this.admittedAs = admittedAs;
        this.proxy = proxy;
        this.limit = limit;
    }

    /** The group that admitted the caller. */
    public Group admittedAs() {
        return admittedAs;
    }

    /** Decides by an instance's keys whether a device may act for it; other callers were admitted before. */
    public Admission admission() {
        return caller instanceof Caller.EnrolledDevice device ? new DeviceAdmission(device, limit) : Admission.ALREADY;
    }

    Caller caller() {
        return caller;
    }

    /** Another parameter of the path than the two ids. */
    public String pathParameter(String name) {
        return Optional.ofNullable(event.getPathParameters())
                .map(parameters -> parameters.get(name))
                .orElseThrow(Request::noSuchParameter);
    }

    /** The application that the path names. */
    public ApplicationId application() {
        return target.application().orElseThrow(Request::noSuchParameter);
    }

    /** The instance that the path names. */
    public InstanceKey instance() {
        return new InstanceKey(application(), target.instance().orElseThrow(Request::noSuchParameter));
    }

    /**
     * The device that the call is about: its header, and the address by which Adobe throttles it.
     *
     * @throws io.claviger.core.credentials.InvalidInput if header or address is malformed
     */
    public Device device() {
        return new Device(
                headers.find("x-device-info").map(DeviceInfo::new),
                new DeviceAddress(headers, event.getRequestContext().getHttp().getSourceIp(), proxy).as(admittedAs));
    }

    /** A parameter of the query string. API Gateway joins repeated parameters with commas. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(event.getQueryStringParameters()).map(parameters -> parameters.get(name));
    }

    /**
     * The members of the body.
     *
     * @throws ProblemException if the body is missing, too large or not JSON
     * @throws io.claviger.core.credentials.InvalidInput if it has unknown members
     */
    public BodyMembers body(String... known) {
        return new RequestBody(event, headers).members(known);
    }

    /** As {@link #body}; empty if the request has no body. */
    public Optional<BodyMembers> optionalBody(String... known) {
        RequestBody body = new RequestBody(event, headers);
        return body.isEmpty() ? Optional.empty() : Optional.of(body.members(known));
    }

    private static IllegalStateException noSuchParameter() {
        return new IllegalStateException("the route has no such path parameter");
    }
}
