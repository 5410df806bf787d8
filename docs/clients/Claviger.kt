package com.example.claviger // yours

import java.io.IOException
import java.net.HttpURLConnection
import java.net.URL
import java.net.URLEncoder
import java.time.Duration
import java.time.Instant
import kotlin.random.Random
import org.json.JSONException
import org.json.JSONObject

/**
 * A client of Claviger for Android and Fire OS (API level 26 or later); Java can call it. Its calls block: make them on a
 * background thread, such as in `withContext(Dispatchers.IO)`. One object serves all threads of the app.
 *
 * It keeps the token until `refresh_after`, repeats a call as `Retry-After` says, and registers the instance when
 * Claviger does not know it (404) or has no usable client for it (403, 409).
 *
 * Written for Android's `HttpURLConnection` and `org.json`. No compiler and no device has seen it yet.
 *
 * @param api the address of your deployment, such as `https://tokens.example.com`
 * @param instance the instance id; `me` with the JWT of an app
 * @param credential gives the value of the header `Authorization`, asked before each request
 * @param deviceInfo Base64 of a JSON object that describes the device; Claviger passes it on to Adobe Pass
 * @param timeout how long one call may take with its repetitions
 */
class Claviger(
    private val api: String,
    private val application: String,
    private val instance: String = "me",
    private val credential: () -> String,
    private val deviceInfo: String? = null,
    private val timeout: Duration = Duration.ofSeconds(30),
) {
    /** A token with its times by [now], since the device's clock may be wrong. */
    private class Token(val value: String, val expiresAt: String, val staleFrom: Long, val expiredFrom: Long)

    private var token: Token? = null
    private var quietUntil = 0L

    /** A valid access token for Adobe Pass. Threads that come during a request wait for its result. */
    @Synchronized
    @Throws(ClavigerException::class)
    fun accessToken(): String {
        val held = token?.takeIf { now() < it.expiredFrom }
        if (held != null && now() < maxOf(held.staleFrom, quietUntil)) {
            return held.value
        }
        return try {
            tokenOrRegister(repeat = held == null).value
        } catch (e: ClavigerException) {
            // A stale token is still valid. An answer that the app has to act on is not hidden by it.
            if (held == null || !e.isTemporary) throw e
            quietUntil = now() + (e.retryAfterMs ?: 10_000L)
            held.value
        }
    }

    /** Tells Claviger that Adobe Pass refused the token with a 401. The next [accessToken] asks for another one. */
    @Synchronized
    @Throws(ClavigerException::class)
    fun rejected(adobesCode: String) {
        val held = token ?: return
        token = null
        call("POST", "/token/rejected", JSONObject().put("code", adobesCode).put("expires_at", held.expiresAt))
    }

    private fun tokenOrRegister(repeat: Boolean): Token =
        try {
            fetchToken(repeat)
        } catch (e: ClavigerException) {
            if (e.code !in REGISTERED_AGAIN) throw e
            call("PUT", "", JSONObject())
            fetchToken(repeat)
        }

    private fun fetchToken(repeat: Boolean): Token {
        val answer = call("GET", "/token", repeat = repeat)
        val expiresAt = answer.getString("expires_at")
        val expiredFrom = now() + answer.getLong("expires_in") * 1000
        val staleFor = Duration.between(Instant.parse(answer.getString("refresh_after")), Instant.parse(expiresAt))
        val fetched = Token(answer.getString("access_token"), expiresAt, expiredFrom - staleFor.toMillis(), expiredFrom)
        token = fetched
        return fetched
    }

    private fun call(method: String, path: String, body: JSONObject? = null, repeat: Boolean = true): JSONObject {
        val end = now() + timeout.toMillis()
        var attempt = 0
        while (true) {
            try {
                return once(method, path, body, end)
            } catch (e: ClavigerException) {
                val wait = e.retryAfterMs ?: backoff(attempt++)
                if (!repeat || !e.isTemporary || now() + wait >= end) throw e
                Thread.sleep(wait)
            }
        }
    }

    private fun once(method: String, path: String, body: JSONObject?, end: Long): JSONObject {
        val url = URL("$api/v1/applications/${encoded(application)}/instances/${encoded(instance)}$path")
        val connection = url.openConnection() as HttpURLConnection
        try {
            val rest = (end - now()).coerceAtLeast(1).toInt()
            connection.requestMethod = method
            connection.connectTimeout = rest
            connection.readTimeout = rest
            connection.useCaches = false
            connection.setRequestProperty("Authorization", credential())
            deviceInfo?.let { connection.setRequestProperty("X-Device-Info", it) }
            if (body != null) {
                connection.doOutput = true
                connection.setRequestProperty("Content-Type", "application/json")
                connection.outputStream.use { it.write(body.toString().toByteArray()) }
            }
            val status = connection.responseCode
            val stream = if (status < 400) connection.inputStream else connection.errorStream
            val text = stream?.bufferedReader()?.use { it.readText() } ?: ""
            if (status in 200..299) return JSONObject(text)
            val type = connection.contentType ?: ""
            val problem = if (type.startsWith("application/problem+json")) JSONObject(text) else JSONObject()
            val wait = connection.getHeaderField("Retry-After")?.toLongOrNull()?.times(1000)
            throw ClavigerException(status, problem.optString("code"), problem.optString("detail", text), wait)
        } catch (e: IOException) {
            throw ClavigerException(0, "", e.toString(), null)
        } catch (e: JSONException) {
            throw ClavigerException(0, "", e.toString(), null)
        } finally {
            connection.disconnect()
        }
    }

    private fun encoded(id: String) = URLEncoder.encode(id, "UTF-8")

    /** Milliseconds of a clock that nobody sets. */
    private fun now() = android.os.SystemClock.elapsedRealtime()

    /** Where an answer has no `Retry-After`: up to 1, 2, 4, 8 and then 16 seconds, at random. */
    private fun backoff(attempt: Int) = Random.nextLong(500, 1001L shl attempt.coerceAtMost(4))

    private companion object {
        /**
         * Registering is safe: an instance keeps its client as long as Adobe accepts it. After a 403 the application's
         * policy decides whether a newer statement gives a new client. After a refusal Claviger tries the client once
         * more.
         */
        val REGISTERED_AGAIN = setOf("not_found", "software_statement_revoked", "credentials_rejected")
    }
}

/** An answer that is no success. [status] is 0 without an answer; [code] is empty in API Gateway's own answers. */
class ClavigerException(val status: Int, val code: String, detail: String, val retryAfterMs: Long?) :
    Exception("$status $code: $detail") {
    /** Whether the same call may succeed later. */
    val isTemporary get() = status in setOf(0, 429, 500, 502, 503, 504) || retryAfterMs != null
}
