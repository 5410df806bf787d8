package com.example.claviger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The client for Java calls a running local system, whose API's address is in the property {@code claviger.api}. */
@EnabledIfSystemProperty(named = "claviger.api", matches = "http.*")
class LocalSystemTest {
    private static final String SANDBOX = System.getProperty("claviger.sandbox", "http://localhost:8090");
    private static final String DEVICE_INFO =
            Base64.getEncoder().encodeToString("{\"model\":\"TV\",\"version\":\"1\",\"osName\":\"Android\"}".getBytes(UTF_8));

    private final HttpClient http = HttpClient.newHttpClient();
    private final String api = System.getProperty("claviger.api");
    private final String application = "java-" + UUID.randomUUID();

    @BeforeEach
    void storeAnApplication() throws Exception {
        String created = call("POST", SANDBOX + "/dashboard/registered-applications", "{\"name\":\"Java\"}", "");
        String id = new JSONObject(created).getString("id");
        String statement = call("GET", SANDBOX + "/dashboard/registered-applications/" + id + "/software-statement", "", "");
        JSONObject body = new JSONObject().put("display_name", "Java").put("software_statement", statement.strip());
        call("PUT", api + "/v1/applications/" + application, body.toString(), jwt("operator", "olga"));
    }

    @Test
    void an_app_with_a_jwt_gets_a_token_that_adobe_takes_and_another_one_after_a_report() throws Exception {
        String jwt = jwt("app", "auth0|" + UUID.randomUUID());
        Claviger claviger = Claviger.ofInstance(api, application, "me", () -> jwt, DEVICE_INFO);

        String token = claviger.accessToken();

        assertEquals(token, claviger.accessToken());
        call("GET", SANDBOX + "/api/v2/sandbox/configuration", "", "Bearer " + token);
        claviger.rejected("invalid_access_token_client_application");
        call("GET", SANDBOX + "/api/v2/sandbox/configuration", "", "Bearer " + claviger.accessToken());
    }

    @Test
    void a_device_with_a_secret_gets_a_token() throws Exception {
        String key = new JSONObject(call("PUT", api + "/v1/applications/" + application + "/enrolment-key", "", jwt("operator", "olga")))
                .getString("enrolment_key");
        String request = new JSONObject().put("enrolment_key", key).put("device_secret", true).toString();
        JSONObject enrolled = new JSONObject(call("POST", api + "/v1/device/enrolments", request, ""));
        Claviger claviger = Claviger.ofDevice(api, () -> "Bearer " + assertion(enrolled), DEVICE_INFO);

        call("GET", SANDBOX + "/api/v2/sandbox/configuration", "", "Bearer " + claviger.accessToken());
    }

    @Test
    void a_wrong_credential_reaches_the_app() {
        Claviger claviger = Claviger.ofInstance(api, application, "me", () -> "Bearer no-jwt", null);

        assertEquals(401, assertThrows(Claviger.Refusal.class, claviger::accessToken).status);
    }

    private String jwt(String group, String subject) throws Exception {
        String query = "?groups=" + group + "&application=" + application + "&sub=" + subject.replace("|", "%7C");
        return "Bearer " + call("GET", api + "/local/jwt" + query, "", "").strip();
    }

    private String assertion(JSONObject enrolled) {
        long now = Instant.now().getEpochSecond();
        String subject = enrolled.getString("application_id") + "/" + enrolled.getString("instance_id");
        JSONObject header = new JSONObject().put("alg", "HS256").put("kid", enrolled.getString("key_id"));
        JSONObject claims = new JSONObject()
                .put("iss", subject)
                .put("sub", subject)
                .put("aud", api)
                .put("iat", now)
                .put("exp", now + 300);
        String signed = base64url(header.toString().getBytes(UTF_8))
                + "." + base64url(claims.toString().getBytes(UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(enrolled.getString("device_secret").getBytes(UTF_8), "HmacSHA256"));
            return signed + "." + base64url(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String call(String method, String url, String body, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        assertEquals(2, answer.statusCode() / 100, method + " " + url + ": " + answer.body());
        return answer.body();
    }
}
