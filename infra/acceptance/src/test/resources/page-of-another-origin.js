// What a web app does on a page of another origin than Claviger's. It returns what it could read, as JSON.
async ({ api, application, jwt, enrolmentKey }) => {
  const json = { "Content-Type": "application/json" };
  const seen = async (answer) => ({
    status: answer.status,
    retryAfter: answer.headers.get("Retry-After"),
    date: answer.headers.get("Date"),
    body: await answer.json(),
  });
  const base64url = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const encoded = (value) => base64url(new TextEncoder().encode(JSON.stringify(value)));

  // With an app's JWT.
  const own = `${api}/v1/applications/${application}/instances/me`;
  const headers = { Authorization: `Bearer ${jwt}`, "X-Device-Info": btoa('{"model":"TV","version":"1","osName":"Tizen"}') };
  const registered = await seen(await fetch(own, { method: "PUT", headers: { ...headers, ...json }, body: "{}" }));
  if (registered.status >= 400) {
    return JSON.stringify({ registered });
  }
  const token = await seen(await fetch(`${own}/token`, { headers }));

  // With a key of the browser's own, which never leaves it.
  const key = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", key.publicKey);
  const body = JSON.stringify({ enrolment_key: enrolmentKey, jwk: { kty, crv, x, y } });
  const enrolled = await seen(await fetch(`${api}/v1/device/enrolments`, { method: "POST", headers: json, body }));
  const { application_id, instance_id, key_id } = enrolled.body;
  const subject = `${application_id}/${instance_id}`;
  const iat = Math.floor(Date.parse(enrolled.date) / 1000);
  const claims = { iss: subject, sub: subject, aud: api, iat, exp: iat + 300 };
  const signed = `${encoded({ alg: "ES256", kid: key_id })}.${encoded(claims)}`;
  const signature = await crypto.subtle.sign(
    { name: "ECDSA", hash: "SHA-256" }, key.privateKey, new TextEncoder().encode(signed));
  const assertion = { Authorization: `Bearer ${signed}.${base64url(signature)}` };
  const deviceToken = await seen(await fetch(`${api}/v1/device/token`, { headers: assertion }));
  return JSON.stringify({ registered, token, enrolled, deviceToken });
}
