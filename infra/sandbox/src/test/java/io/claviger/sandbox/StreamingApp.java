package io.claviger.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.claviger.sandbox.AdobeCaller.Credentials;
import io.claviger.sandbox.AdobeCaller.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An app on a TV that plays streams of the service provider REF30. */
public final class StreamingApp {
    /** All parameters of a session. */
    public static final String WHOLE =
            "mvpd=SandboxTV&domainName=example.com&redirectUrl=https%3A%2F%2Fexample.com%2Fdone";

    private static final String BASE = "/api/v2/REF30/";

    private final AdobeCaller adobe;
    private final String device;
    private Credentials credentials;
    private String token;

    /** Registers with a statement, and gets a token. */
    public StreamingApp(AdobeCaller adobe, String statement, String device) {
        this.adobe = adobe;
        this.device = "fingerprint " + Base64.getEncoder().encodeToString(device.getBytes(StandardCharsets.UTF_8));
        this.credentials = adobe.registered(statement);
        this.token = adobe.tokenFor(credentials);
    }

    Credentials credentials() {
        return credentials;
    }

    String device() {
        return device;
    }

    /** Gets another token for the same client. */
    Reply renewToken() {
        var reply = adobe.token(credentials);
        token = reply.status() == 201 ? reply.json().path("access_token").asText() : token;
        return reply;
    }

    /** Does what an app must not: registers again. */
    public void registerAnew(String statement) {
        credentials = adobe.registered(statement);
        token = adobe.tokenFor(credentials);
    }

    /** Creates an authentication session. */
    public Reply createSession(String form) {
        return adobe.send(call("sessions")
                .header("AP-Device-Identifier", device)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    Reply resumeSession(String code, String form) {
        return adobe.send(call("sessions/" + code)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** Reads a resource with the device identifier. */
    public Reply get(String resource) {
        return adobe.send(call(resource).header("AP-Device-Identifier", device));
    }

    Reply getWithoutDevice(String resource) {
        return adobe.send(call(resource));
    }

    Reply decide(String resource, List<String> resources) {
        return decideBody(resource, AdobeCaller.write(Map.of("resources", resources)));
    }

    Reply decideBody(String resource, String body) {
        return adobe.send(call("decisions/" + resource)
                .header("AP-Device-Identifier", device)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** The answer to playing one resource: the first decision. */
    JsonNode play(String resource) {
        return decide("authorize/SandboxTV", List.of(resource)).json().at("/decisions/0");
    }

    /** Signs a viewer in on the provider's page, and returns the code. */
    public String signIn(String viewer) {
        var code = createSession(WHOLE).json().path("code").asText();
        answer(code, viewer, "sign-in");
        return code;
    }

    /** What the viewer's browser does: opens the page of the code, and answers there. */
    Reply answer(String code, String viewer, String answer) {
        var sentOn =
                adobe.get("/api/v2/authenticate/REF30/" + code).raw().headers().firstValue("Location");
        var page = URI.create(sentOn.orElseThrow());
        adobe.get(page.getPath() + "?" + page.getQuery());
        var form = AdobeCaller.form(Map.of("code", code, "name", viewer, "answer", answer));
        return adobe.send(adobe.post(page.getPath(), "application/x-www-form-urlencoded", form));
    }

    private HttpRequest.Builder call(String resource) {
        return adobe.request(BASE + resource).header("Authorization", "Bearer " + token);
    }
}
