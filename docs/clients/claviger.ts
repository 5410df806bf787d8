/**
 * A client of Claviger for browsers, TV web apps and Node 20 or later. Copy it into your app; it needs fetch alone.
 *
 * It keeps the token until `refresh_after`, repeats a call as `Retry-After` says, and registers the instance
 * when Claviger does not know it (404) or has no usable client for it (403, 409).
 */
export interface Options {
  /** The address of your deployment, such as `https://tokens.example.com`. */
  api: string;
  /** The application and the instance id (`me` with the JWT of an app); absent if the device has a key of its own. */
  of?: { application: string; instance: string };
  /** The headers of the credential, such as `{ Authorization: "Bearer …" }`; asked before each request. */
  credential: () => Promise<Record<string, string>>;
  /** Base64 of a JSON object that describes the device; Claviger passes it on to Adobe Pass. */
  deviceInfo?: string;
  /** How long one call may take with its repetitions; 30 seconds by default. */
  timeoutMs?: number;
}

interface TokenAnswer {
  access_token: string;
  expires_in: number;
  expires_at: string;
  refresh_after: string;
}

/** A token with its times by this device's clock, which may be wrong. */
interface Token {
  value: string;
  expiresAt: string;
  staleFrom: number;
  expiredFrom: number;
}

/** An answer that is no success. `code` is undefined in API Gateway's own answers; later releases may add codes. */
export class ClavigerError extends Error {
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    detail: string,
    readonly retryAfterMs: number | undefined,
  ) {
    super(`${status} ${code ?? "without a code"}: ${detail}`);
  }
}

const NO_ANSWER = 0;
const REPEATED = new Set([NO_ANSWER, 429, 500, 502, 503, 504]);

export class Claviger {
  private token: Token | undefined;
  private fetching: Promise<Token> | undefined;
  private quietUntil = 0;

  constructor(private readonly options: Options) {}

  /** A valid access token for Adobe Pass. Concurrent callers share one request. */
  async accessToken(): Promise<string> {
    const held = this.token;
    const now = Date.now();
    const valid = held !== undefined && now < held.expiredFrom;
    if (valid && now < Math.max(held.staleFrom, this.quietUntil)) {
      return held.value;
    }
    try {
      return (await this.shared(!valid)).value;
    } catch (error) {
      // A stale token is still valid. An answer that the app has to act on is not hidden by it.
      if (valid && isTemporary(error)) {
        this.quietUntil = Date.now() + (error.retryAfterMs ?? 10_000);
        return held.value;
      }
      throw error;
    }
  }

  /** Tells Claviger that Adobe Pass refused the token with a 401. The next `accessToken()` asks for another one. */
  async rejected(adobesCode: string): Promise<void> {
    const held = this.token;
    if (held === undefined) {
      return;
    }
    this.token = undefined;
    await this.call("POST", "/token/rejected", { code: adobesCode, expires_at: held.expiresAt });
  }

  private shared(repeat: boolean): Promise<Token> {
    this.fetching ??= this.tokenOrRegister(repeat).finally(() => (this.fetching = undefined));
    return this.fetching;
  }

  private async tokenOrRegister(repeat: boolean): Promise<Token> {
    try {
      return await this.fetchToken(repeat);
    } catch (error) {
      if (!needsRegistration(error)) {
        throw error;
      }
      await this.call("PUT", this.options.of ? "" : "/registration");
      return this.fetchToken(repeat);
    }
  }

  private async fetchToken(repeat: boolean): Promise<Token> {
    const answer = await this.call<TokenAnswer>("GET", "/token", undefined, repeat);
    const expiredFrom = Date.now() + answer.expires_in * 1000;
    const staleFrom = expiredFrom - (Date.parse(answer.expires_at) - Date.parse(answer.refresh_after));
    return (this.token = { value: answer.access_token, expiresAt: answer.expires_at, staleFrom, expiredFrom });
  }

  private async call<T>(method: string, path: string, body?: object, repeat = true): Promise<T> {
    const end = Date.now() + (this.options.timeoutMs ?? 30_000);
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.once<T>(method, path, body, end);
      } catch (error) {
        const wait = repeat && isTemporary(error) ? (error.retryAfterMs ?? backoff(attempt)) : Infinity;
        if (Date.now() + wait >= end) {
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  private async once<T>(method: string, path: string, body: object | undefined, end: number): Promise<T> {
    const { api, of, credential, deviceInfo } = this.options;
    const mine = of
      ? `applications/${encodeURIComponent(of.application)}/instances/${encodeURIComponent(of.instance)}`
      : "device";
    const url = `${api}/v1/${mine}${path}`;
    const headers: Record<string, string> = { ...(await credential()), Accept: "application/json" };
    if (deviceInfo !== undefined) {
      headers["X-Device-Info"] = deviceInfo;
    }
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), Math.max(1, end - Date.now()));
    const request: RequestInit = { method, headers, signal: timeout.signal };
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
      request.body = JSON.stringify(body);
    }
    let answer: Response;
    let text: string;
    try {
      answer = await fetch(url, request);
      text = await answer.text();
    } catch (error) {
      throw new ClavigerError(NO_ANSWER, undefined, String(error), undefined);
    } finally {
      clearTimeout(timer);
    }
    if (answer.ok) {
      return JSON.parse(text) as T;
    }
    const problem = answer.headers.get("Content-Type")?.startsWith("application/problem+json") ? JSON.parse(text) : {};
    const seconds = Number(answer.headers.get("Retry-After") ?? NaN);
    const wait = Number.isFinite(seconds) ? seconds * 1000 : undefined;
    throw new ClavigerError(answer.status, problem.code, problem.detail ?? text, wait);
  }
}

/** Whether the same call may succeed later. */
export function isTemporary(error: unknown): error is ClavigerError {
  return error instanceof ClavigerError && (REPEATED.has(error.status) || error.retryAfterMs !== undefined);
}

/**
 * Registering is safe: an instance keeps its client as long as Adobe accepts it. After a 403 the application's policy
 * decides whether a newer statement gives a new client. After a refusal Claviger tries the client once more.
 */
const REGISTERED_AGAIN = new Set(["not_found", "software_statement_revoked", "credentials_rejected"]);

function needsRegistration(error: unknown): boolean {
  return error instanceof ClavigerError && REGISTERED_AGAIN.has(error.code ?? "");
}

/** Where an answer has no `Retry-After`: up to 1, 2, 4, 8 and then 16 seconds, at random. */
function backoff(attempt: number): number {
  return 500 + Math.random() * (1000 * 2 ** Math.min(attempt, 4) - 500);
}
