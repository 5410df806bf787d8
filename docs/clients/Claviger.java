package com.example.claviger; // yours

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * A client of Claviger for Android and Fire OS (API level 26 or later), and for any Java from 11 on, where it needs the
 * library {@code org.json:json}, which Android has. Kotlin can call it. Its calls block: make them on a background thread. One
 * object serves all threads of the app.
 *
 * <p>It keeps the token until {@code refresh_after}, repeats a call as {@code Retry-After} says, and registers the instance
 * when Claviger does not know it (404) or has no usable client for it (403, 409).
 */
public final class Claviger {
    /** Gives the value of the header {@code Authorization}, such as {@code Bearer …}; asked before each request. */
    public interface Credential {
        String authorization() throws IOException;
    }

    /** An answer that is no success. */
    public static final class Refusal extends Exception {
        /** The HTTP status; 0 without an answer. */
        public final int status;
        /** Empty in API Gateway's own answers; later releases may add codes. */
        public final String code;

        final long retryAfterMs;

        Refusal(int status, String code, String detail, long retryAfterMs) {
            super(status + " " + (code.isEmpty() ? "without a code" : code) + ": " + detail);
            this.status = status;
            this.code = code;
            this.retryAfterMs = retryAfterMs;
        }

        /** Whether the same call may succeed later. */
        public boolean isTemporary() {
            return REPEATED.contains(status) || retryAfterMs != UNKNOWN;
        }
    }

    private static final long UNKNOWN = -1;
    private static final Set<Integer> REPEATED = new HashSet<>(Arrays.asList(0, 429, 500, 502, 503, 504));

    /**
     * Registering is safe: an instance keeps its client as long as Adobe accepts it. After a 403 the application's policy
     * decides whether a newer statement gives a new client. After a refusal Claviger tries the client once more.
     */
    private static final Set<String> REGISTERED_AGAIN =
            new HashSet<>(Arrays.asList("not_found", "software_statement_revoked", "credentials_rejected"));

    private final String base;
    private final String registration;
    private final Credential credential;
    private final String deviceInfo;
    private final Duration timeout;

    private String token;
    private String expiresAt;
    // By this device's clock, which may be wrong.
    private long staleFrom;
    private long expiredFrom;
    private long quietUntil;

    private Claviger(String base, String registration, Credential credential, String deviceInfo, Duration timeout) {
        this.base = base;
        this.registration = registration;
        this.credential = credential;
        this.deviceInfo = deviceInfo;
        this.timeout = timeout;
    }

    /**
     * @param api the address of your deployment, such as {@code https://tokens.example.com}
     * @param instance the instance id; {@code me} with the JWT of an app
     * @param deviceInfo Base64 of a JSON object that describes the device; Claviger passes it on to Adobe Pass
     */
    public static Claviger ofInstance(
            String api, String application, String instance, Credential credential, String deviceInfo) {
        String base = api + "/v1/applications/" + encoded(application) + "/instances/" + encoded(instance);
        return new Claviger(base, "", credential, deviceInfo, Duration.ofSeconds(30));
    }

    /** For a device with a key of its own: {@code credential} signs an assertion. */
    public static Claviger ofDevice(String api, Credential credential, String deviceInfo) {
        return new Claviger(api + "/v1/device", "/registration", credential, deviceInfo, Duration.ofSeconds(30));
    }

    /** @param timeout how long one call may take with its repetitions; 30 seconds by default */
    public Claviger withTimeout(Duration timeout) {
        return new Claviger(base, registration, credential, deviceInfo, timeout);
    }

    /** A valid access token for Adobe Pass. Threads that come during a request wait for its result. */
    public synchronized String accessToken() throws Refusal, InterruptedException {
        boolean valid = token != null && now() < expiredFrom;
        if (valid && now() < Math.max(staleFrom, quietUntil)) {
            return token;
        }
        try {
            return tokenOrRegister(!valid);
        } catch (Refusal refusal) {
            // A stale token is still valid. An answer that the app has to act on is not hidden by it.
            if (!valid || !refusal.isTemporary()) {
                throw refusal;
            }
            quietUntil = now() + (refusal.retryAfterMs == UNKNOWN ? 10_000 : refusal.retryAfterMs);
            return token;
        }
    }

    /** Tells Claviger that Adobe Pass refused the token with a 401. The next {@link #accessToken} asks for another one. */
    public synchronized void rejected(String adobesCode) throws Refusal, InterruptedException {
        if (token != null) {
            token = null;
            JSONObject report = new JSONObject().put("code", adobesCode).put("expires_at", expiresAt);
            call("POST", "/token/rejected", report, true);
        }
    }

    private String tokenOrRegister(boolean repeat) throws Refusal, InterruptedException {
        try {
            return fetchToken(repeat);
        } catch (Refusal refusal) {
            if (!REGISTERED_AGAIN.contains(refusal.code)) {
                throw refusal;
            }
            call("PUT", registration, new JSONObject(), true);
            return fetchToken(repeat);
        }
    }

    private String fetchToken(boolean repeat) throws Refusal, InterruptedException {
        JSONObject answer = call("GET", "/token", null, repeat);
        expiresAt = answer.getString("expires_at");
        expiredFrom = now() + answer.getLong("expires_in") * 1000;
        Duration stale = Duration.between(Instant.parse(answer.getString("refresh_after")), Instant.parse(expiresAt));
        staleFrom = expiredFrom - stale.toMillis();
        token = answer.getString("access_token");
        return token;
    }

    private JSONObject call(String method, String path, JSONObject body, boolean repeat)
            throws Refusal, InterruptedException {
        long end = now() + timeout.toMillis();
        for (int attempt = 0; ; attempt++) {
            try {
                return once(method, path, body, end);
            } catch (Refusal refusal) {
                long wait = refusal.retryAfterMs == UNKNOWN ? backoff(attempt) : refusal.retryAfterMs;
                if (!repeat || !refusal.isTemporary() || now() + wait >= end) {
                    throw refusal;
                }
                Thread.sleep(wait);
            }
        }
    }

    private JSONObject once(String method, String path, JSONObject body, long end) throws Refusal {
        HttpURLConnection connection = null;
        try {
            connection = (HttpURLConnection) new URL(base + path).openConnection();
            int rest = (int) Math.max(1, end - now());
            connection.setRequestMethod(method);
            connection.setConnectTimeout(rest);
            connection.setReadTimeout(rest);
            connection.setUseCaches(false);
            connection.setRequestProperty("Accept", "application/json");
            connection.setRequestProperty("Authorization", credential.authorization());
            if (deviceInfo != null) {
                connection.setRequestProperty("X-Device-Info", deviceInfo);
            }
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body.toString().getBytes(StandardCharsets.UTF_8));
                }
            }
            int status = connection.getResponseCode();
            String text = read(status < 400 ? connection.getInputStream() : connection.getErrorStream());
            if (status < 300) {
                return new JSONObject(text);
            }
            String type = String.valueOf(connection.getContentType());
            JSONObject problem = type.startsWith("application/problem+json") ? new JSONObject(text) : new JSONObject();
            throw new Refusal(status, problem.optString("code"), problem.optString("detail", text), retryAfter(connection));
        } catch (IOException | JSONException e) {
            throw new Refusal(0, "", e.toString(), UNKNOWN);
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private static long retryAfter(HttpURLConnection answer) {
        String seconds = answer.getHeaderField("Retry-After");
        return seconds != null && seconds.matches("[0-9]{1,6}") ? Long.parseLong(seconds) * 1000 : UNKNOWN;
    }

    private static String read(InputStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] part = new byte[4096];
        for (int n = 0; stream != null && n >= 0; n = stream.read(part)) {
            bytes.write(part, 0, n);
        }
        return bytes.toString("UTF-8");
    }

    private static String encoded(String id) {
        try {
            return URLEncoder.encode(id, "UTF-8");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    /** Where an answer has no {@code Retry-After}: up to 1, 2, 4, 8 and then 16 seconds, at random. */
    private static long backoff(int attempt) {
        return ThreadLocalRandom.current().nextLong(500, 1001L << Math.min(attempt, 4));
    }
}
