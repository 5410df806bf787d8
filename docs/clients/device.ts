/**
 * A device's own key for claviger.ts: enrols a browser, a TV web app or Node 20 once, and signs an assertion for each
 * call. The private key cannot be read, and never leaves the device. Copy it into your app; it needs fetch and WebCrypto.
 */
export interface Device {
  application: string;
  instance: string;
  keyId: string;
  /** Store it as it is, in IndexedDB: a browser keeps the key's secret there. */
  key: CryptoKey;
  /** By how much Claviger's clock is ahead of this device's, in milliseconds. */
  clockAheadMs: number;
}

/** Enrols once: with a code from your backend for its instance, or with the application's enrolment key for a new one. */
export async function enrol(
  api: string,
  by: { code: string } | { enrolment_key: string },
  deviceInfo?: string,
): Promise<Device> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const answer = await fetch(`${api}/v1/device/enrolments`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(deviceInfo && { "X-Device-Info": deviceInfo }) },
    body: JSON.stringify({ ...by, jwk: { kty, crv, x, y } }),
  });
  if (!answer.ok) {
    throw new Error(`The enrolment failed with ${answer.status}: ${await answer.text()}`);
  }
  const enrolled = await answer.json();
  const date = Date.parse(answer.headers.get("Date") ?? "");
  return {
    application: enrolled.application_id,
    instance: enrolled.instance_id,
    keyId: enrolled.key_id,
    key: pair.privateKey,
    clockAheadMs: Number.isNaN(date) ? 0 : date - Date.now(),
  };
}

/** The `credential` of claviger.ts. Leave out its `of`. */
export function credentialOf(api: string, device: Device): () => Promise<Record<string, string>> {
  return async () => {
    const subject = `${device.application}/${device.instance}`;
    const iat = Math.floor((Date.now() + device.clockAheadMs) / 1000);
    const header = { alg: "ES256", kid: device.keyId };
    const claims = { iss: subject, sub: subject, aud: api, iat, exp: iat + 120 };
    const signed = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
    const hash = { name: "ECDSA", hash: "SHA-256" };
    const signature = await crypto.subtle.sign(hash, device.key, new TextEncoder().encode(signed));
    return { Authorization: `Bearer ${signed}.${base64url(String.fromCharCode(...new Uint8Array(signature)))}` };
  };
}

/** Of a text in which every character is a byte, as those of ids and signatures are. */
function base64url(bytes: string): string {
  return btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
