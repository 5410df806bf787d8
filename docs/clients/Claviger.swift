import Foundation

/// A client of Claviger for iOS 15, tvOS 15 and macOS 12 or later.
///
/// It keeps the token until `refresh_after`, repeats a call as `Retry-After` says, and registers the instance when
/// Claviger does not know it (404) or has no usable client for it (403, 409).
///
/// Written from Apple's reference of `URLSession`. No compiler and no device has seen it yet.
public actor Claviger {
    /// A token with its times by this device's clock, which may be wrong.
    private struct Token {
        let value: String
        let expiresAt: String
        let staleFrom: Date
        let expiredFrom: Date
    }

    private struct TokenAnswer: Decodable {
        let access_token: String
        let expires_in: Double
        let expires_at: String
        let refresh_after: String
    }

    private struct Problem: Decodable {
        let code: String
        let detail: String
    }

    /// Registering is safe: an instance keeps its client as long as Adobe accepts it. After a 403 the application's
    /// policy decides whether a newer statement gives a new client. After a refusal Claviger tries the client once more.
    private static let registeredAgain: Set = ["not_found", "software_statement_revoked", "credentials_rejected"]

    private let instanceURL: String
    private let deviceInfo: String?
    private let timeout: TimeInterval
    private let credential: @Sendable () async throws -> String
    private let session = URLSession(configuration: .ephemeral)

    private var token: Token?
    private var fetching: Task<Token, Error>?
    private var quietUntil = Date.distantPast

    /// - Parameters:
    ///   - api: the address of your deployment, such as `https://tokens.example.com`
    ///   - instance: the instance id; `me` with the JWT of an app
    ///   - deviceInfo: Base64 of a JSON object that describes the device; Claviger passes it on to Adobe Pass
    ///   - timeout: how long one call may take with its repetitions, in seconds
    ///   - credential: gives the value of the header `Authorization`, asked before each request
    public init(
        api: String, application: String, instance: String = "me", deviceInfo: String? = nil,
        timeout: TimeInterval = 30, credential: @escaping @Sendable () async throws -> String
    ) {
        // Ids have letters, digits, dots, hyphens and underscores alone, so they need no encoding.
        self.instanceURL = "\(api)/v1/applications/\(application)/instances/\(instance)"
        self.deviceInfo = deviceInfo
        self.timeout = timeout
        self.credential = credential
    }

    /// A valid access token for Adobe Pass. Concurrent callers share one request.
    public func accessToken() async throws -> String {
        let held = token.flatMap { Date() < $0.expiredFrom ? $0 : nil }
        if let held, Date() < max(held.staleFrom, quietUntil) {
            return held.value
        }
        do {
            return try await shared(repeating: held == nil).value
        } catch let error as ClavigerError where error.isTemporary {
            // A stale token is still valid. An answer that the app has to act on is not hidden by it.
            guard let held else { throw error }
            quietUntil = Date().addingTimeInterval(error.retryAfter ?? 10)
            return held.value
        }
    }

    /// Tells Claviger that Adobe Pass refused the token with a 401. The next `accessToken()` asks for another one.
    public func rejected(code: String) async throws {
        guard let held = token else { return }
        token = nil
        _ = try await call("POST", "/token/rejected", ["code": code, "expires_at": held.expiresAt])
    }

    private func shared(repeating: Bool) async throws -> Token {
        if let fetching {
            return try await fetching.value
        }
        let task = Task { try await tokenOrRegister(repeating) }
        fetching = task
        defer { fetching = nil }
        return try await task.value
    }

    private func tokenOrRegister(_ repeating: Bool) async throws -> Token {
        do {
            return try await fetchToken(repeating)
        } catch let error as ClavigerError where Self.registeredAgain.contains(error.code ?? "") {
            _ = try await call("PUT", "")
            return try await fetchToken(repeating)
        }
    }

    private func fetchToken(_ repeating: Bool) async throws -> Token {
        let answer = try JSONDecoder().decode(TokenAnswer.self, from: await call("GET", "/token", repeating: repeating))
        let expiredFrom = Date().addingTimeInterval(answer.expires_in)
        let staleFor = try seconds(answer.expires_at) - seconds(answer.refresh_after)
        let fetched = Token(
            value: answer.access_token, expiresAt: answer.expires_at,
            staleFrom: expiredFrom.addingTimeInterval(-staleFor), expiredFrom: expiredFrom)
        token = fetched
        return fetched
    }

    private func call(_ method: String, _ path: String, _ body: [String: String]? = nil, repeating: Bool = true)
        async throws -> Data
    {
        let end = Date().addingTimeInterval(timeout)
        var attempt = 0
        while true {
            do {
                return try await once(method, path, body, until: end)
            } catch let error as ClavigerError where repeating && error.isTemporary {
                let wait = error.retryAfter ?? backoff(attempt)
                attempt += 1
                if Date().addingTimeInterval(wait) >= end { throw error }
                try await Task.sleep(nanoseconds: UInt64(wait * 1_000_000_000))
            }
        }
    }

    private func once(_ method: String, _ path: String, _ body: [String: String]?, until end: Date)
        async throws -> Data
    {
        guard let url = URL(string: instanceURL + path) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.timeoutInterval = max(1, end.timeIntervalSinceNow)
        request.setValue(try await credential(), forHTTPHeaderField: "Authorization")
        request.setValue(deviceInfo, forHTTPHeaderField: "X-Device-Info")
        if let body {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = try JSONEncoder().encode(body)
        }
        let data: Data
        let response: URLResponse
        do {
            (data, response) = try await session.data(for: request)
        } catch let error as URLError where error.code != .cancelled {
            throw ClavigerError(status: 0, code: nil, detail: error.localizedDescription, retryAfter: nil)
        }
        guard let http = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        if 200..<300 ~= http.statusCode {
            return data
        }
        let isProblem = http.mimeType == "application/problem+json"
        let problem = isProblem ? try? JSONDecoder().decode(Problem.self, from: data) : nil
        throw ClavigerError(
            status: http.statusCode, code: problem?.code,
            detail: problem?.detail ?? String(decoding: data, as: UTF8.self),
            retryAfter: http.value(forHTTPHeaderField: "Retry-After").flatMap(TimeInterval.init))
    }

    private func seconds(_ time: String) throws -> TimeInterval {
        let format = ISO8601DateFormatter()
        let fractional: ISO8601DateFormatter.Options = [.withInternetDateTime, .withFractionalSeconds]
        for options in [.withInternetDateTime, fractional] {
            format.formatOptions = options
            if let date = format.date(from: time) { return date.timeIntervalSince1970 }
        }
        throw URLError(.cannotParseResponse)
    }

    /// Where an answer has no `Retry-After`: up to 1, 2, 4, 8 and then 16 seconds, at random.
    private func backoff(_ attempt: Int) -> TimeInterval {
        .random(in: 0.5...Double(1 << min(attempt, 4)))
    }
}

/// An answer that is no success. `status` is 0 without an answer; `code` is nil in API Gateway's own answers.
public struct ClavigerError: Error {
    public let status: Int
    public let code: String?
    public let detail: String
    /// In seconds.
    public let retryAfter: TimeInterval?

    /// Whether the same call may succeed later.
    public var isTemporary: Bool { [0, 429, 500, 502, 503, 504].contains(status) || retryAfter != nil }
}
